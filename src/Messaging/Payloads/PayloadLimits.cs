namespace EventCollab.Messaging.Payloads;

/// <summary>What a payload store takes from others at most.</summary>
public sealed record PayloadLimits
{
    /// <summary>Length of one payload.</summary>
    public long MaxPayloadBytes { get; init; } = 4L << 30;

    /// <summary>Payloads of which some parts are there and some are not.</summary>
    public int MaxUnfinished { get; init; } = 4096;
}
