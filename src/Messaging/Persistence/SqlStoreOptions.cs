using EventCollab.Messaging.Payloads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Messaging.Persistence;

/// <summary>What a service's store needs.</summary>
public sealed record SqlStoreOptions
{
    public required ISqlDialect Dialect { get; init; }

    /// <summary>The owner's own tables: statements that are harmless where the table is there.</summary>
    public IReadOnlyList<string> Schema { get; init; } = [];

    /// <summary>Where the bytes of payloads lie that messages of the outbox carry.</summary>
    public IPayloadStore? Payloads { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How long a message's id is remembered: as long as a broker or an operator can deliver it again.</summary>
    public TimeSpan InboxRetention { get; init; } = TimeSpan.FromDays(7);
}
