namespace EventCollab.Learning.Compression;

/// <summary>
/// Where the random numbers of one message come from: (collaboration seed, round, organization). A message that is encoded again has the
/// same bytes.
/// </summary>
public readonly record struct CompressionSeed
{
    /// <param name="seed">The collaboration's.</param>
    /// <param name="round">From 1.</param>
    /// <param name="organization">The sender.</param>
    public CompressionSeed(long seed, int round, string organization)
    {
        Round = round;
        Own = SeedSequence.Derive(seed, round, organization, "compression");
        Shared = SeedSequence.Derive(seed, round, string.Empty, "compression");
    }

    public int Round { get; }

    /// <summary>Other for each organization: errors average out.</summary>
    public long Own { get; }

    /// <summary>The same for all organizations of a round: masks fall together, so payloads add up without being decoded.</summary>
    public long Shared { get; }
}
