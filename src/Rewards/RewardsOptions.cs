using EventCollab.Messaging;
using EventCollab.Messaging.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Rewards;

/// <summary>What the rewards service needs.</summary>
public sealed record RewardsOptions
{
    public EndpointNames Names { get; init; } = new();

    /// <summary>The service's own database; nobody else reads its tables.</summary>
    public required ISqlDialect Dialect { get; init; }

    public IContributionScore Score { get; init; } = new LossDecreaseScore();

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
