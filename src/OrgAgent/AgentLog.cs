using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>What an agent says in its log, in plain words.</summary>
internal static partial class AgentLog
{
    [LoggerMessage(2000, LogLevel.Information, "{What}")]
    public static partial void Leaves(ILogger logger, string what);

    [LoggerMessage(2001, LogLevel.Warning, "Ignores {Kind} of round {Round} for collaboration {Collaboration}: {Why}")]
    public static partial void Ignored(ILogger logger, string kind, int round, CollaborationId collaboration, string why);

    [LoggerMessage(2002, LogLevel.Warning, "Cannot announce {Kind} for collaboration {Collaboration}, tries again in {BackOff}: {Why}")]
    public static partial void NotAnnounced(ILogger logger, string kind, CollaborationId collaboration, TimeSpan backOff, string why);

    [LoggerMessage(2003, LogLevel.Error, "The disk refuses, tries again in {BackOff}: {Why}")]
    public static partial void DiskRefuses(ILogger logger, TimeSpan backOff, string why);

    [LoggerMessage(2004, LogLevel.Information, "Waits for the payload {Hash} that comes in parts, for round {Round} of collaboration {Collaboration}")]
    public static partial void WaitsForPayload(ILogger logger, ContentHash hash, int round, CollaborationId collaboration);

    [LoggerMessage(2005, LogLevel.Error, "Training round {Round} of collaboration {Collaboration} failed, withdraws: {Why}")]
    public static partial void TrainingFailed(ILogger logger, Exception exception, int round, CollaborationId collaboration, string why);

    [LoggerMessage(2006, LogLevel.Warning, "The contribution of round {Round} for collaboration {Collaboration} was refused ({Reason}): {Detail}")]
    public static partial void Refused(ILogger logger, int round, CollaborationId collaboration, RefusalReason reason, string detail);

    [LoggerMessage(2007, LogLevel.Information, "Reward for round {Round} of collaboration {Collaboration}: score {Score}, share {Share}")]
    public static partial void Rewarded(ILogger logger, int round, CollaborationId collaboration, double score, double share);

    [LoggerMessage(2008, LogLevel.Information, "Collaboration {Collaboration} ended: {State} {Reason}")]
    public static partial void Ended(ILogger logger, CollaborationId collaboration, string state, string reason);

    [LoggerMessage(2009, LogLevel.Warning, "A kill had left {Bytes} bytes of an unfinished record in the journal; that work is done again")]
    public static partial void TornJournal(ILogger logger, long bytes);

    [LoggerMessage(2010, LogLevel.Information, "Recovered {Unfinished} unfinished and {Unannounced} unannounced pieces of work")]
    public static partial void Recovered(ILogger logger, int unfinished, int unannounced);

    [LoggerMessage(2011, LogLevel.Critical, "{Kind} of round {Round} for collaboration {Collaboration} met a failure that nobody expects; says so and goes on")]
    public static partial void WorkFailed(ILogger logger, Exception exception, string kind, int round, CollaborationId collaboration);

    [LoggerMessage(2012, LogLevel.Warning, "The payload of an answer is gone from the store; does the work again: {Why}")]
    public static partial void PayloadLost(ILogger logger, string why);

    [LoggerMessage(2013, LogLevel.Warning, "Skips round {Round} of collaboration {Collaboration}: too far behind for its contribution to count")]
    public static partial void Skipped(ILogger logger, int round, CollaborationId collaboration);

    [LoggerMessage(2014, LogLevel.Critical, "Clearing up on the training thread failed; what was not let go of goes at the next start")]
    public static partial void ClearingFailed(ILogger logger, Exception exception);

    [LoggerMessage(2015, LogLevel.Warning, "Does not join collaboration {Collaboration}: {Why}")]
    public static partial void Declined(ILogger logger, Exception exception, CollaborationId collaboration, string why);

    [LoggerMessage(2016, LogLevel.Information, "Trains round {Round} of collaboration {Collaboration}: epoch {Epoch} of {Epochs}, loss {Loss:G4}, about {Left} s left")]
    public static partial void Trains(ILogger logger, int round, CollaborationId collaboration, int epoch, int epochs, double loss, long left);
}
