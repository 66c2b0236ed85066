namespace EventCollab.Cli.Bench;

/// <summary>What <c>bench rounds --json</c> writes.</summary>
internal sealed record BenchReport
{
    public required int Organizations { get; init; }

    /// <summary>Bytes of the vector that travels to each organization and back.</summary>
    public required long PayloadBytes { get; init; }

    public required int Rounds { get; init; }

    public required string Transport { get; init; }

    /// <summary>Rounds but the first by the time from the first round's end to the last's: joining and warming up are not rounds.</summary>
    public required double RoundsPerSecond { get; init; }

    /// <summary>Median time from one round's end to the next's.</summary>
    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    /// <summary>Mean of the vector at the end; each round adds 1.</summary>
    public required double FinalMean { get; init; }

    public required IReadOnlyList<ProcessUsage> Processes { get; init; }
}
