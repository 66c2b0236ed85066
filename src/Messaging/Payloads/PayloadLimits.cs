namespace EventCollab.Messaging.Payloads;

/// <summary>What a payload store takes from others at most.</summary>
public sealed record PayloadLimits
{
    /// <summary>Length of one payload.</summary>
    public long MaxPayloadBytes { get; init; } = 4L << 30;

    /// <summary>Payloads of which some parts are there and some are not; one more takes the place of the one idle longest.</summary>
    public int MaxUnfinished { get; init; } = 4096;

    /// <summary>The same for one collaboration, so that one that is flooded does not cost the others theirs.</summary>
    public int MaxUnfinishedPerCollaboration { get; init; } = 1024;

    /// <summary>How long after its last part an unfinished payload is kept; looked at when the store is opened.</summary>
    public TimeSpan MaxUnfinishedAge { get; init; } = TimeSpan.FromDays(3);
}
