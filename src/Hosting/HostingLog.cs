using EventCollab.Contracts;
using Microsoft.Extensions.Logging;

namespace EventCollab.Hosting;

/// <summary>What the shared parts say in their service's log, in plain words.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(4000, LogLevel.Error, "Round {Round} step {Step} of collaboration {Collaboration} cannot be coordinated: {Why}")]
    public static partial void CoordinationFailed(
        ILogger logger, Exception exception, int round, int step, CollaborationId collaboration, string why);
}
