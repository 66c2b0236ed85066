namespace EventCollab.Learning.Compression;

/// <summary>What decoding gives back on average; says which schemes need a memory.</summary>
public enum CompressionKind
{
    /// <summary>What was encoded, bit for bit.</summary>
    Exact = 0,

    /// <summary>What was encoded, on average over seeds: the error of a mean over n organizations is n times smaller.</summary>
    Unbiased = 1,

    /// <summary>Something nearer to what was encoded than zero is; wants error feedback or EF21, or its error never goes.</summary>
    Biased = 2,
}
