namespace EventCollab.Cli.Results;

/// <summary>What <c>run --json</c> writes. Names and meanings are documented in docs/cli.md and only ever added to.</summary>
internal sealed record RunReport
{
    public required string Method { get; init; }

    public required string Data { get; init; }

    /// <summary><c>regression</c> or <c>classification</c>.</summary>
    public required string Task { get; init; }

    /// <summary>Which rule decided the task.</summary>
    public required string TaskRule { get; init; }

    /// <summary>True where the data are made up.</summary>
    public required bool Synthetic { get; init; }

    public required long Seed { get; init; }

    /// <summary>Null where a split file decided.</summary>
    public required long? SplitSeed { get; init; }

    public required int Organizations { get; init; }

    /// <summary>The rounds asked for; a converged run has fewer in <see cref="PerRound"/>.</summary>
    public required int Rounds { get; init; }

    /// <summary><c>embedded</c> or the broker's address without user and password.</summary>
    public required string Transport { get; init; }

    /// <summary>How the broadcast residuals were protected.</summary>
    public required string Privacy { get; init; }

    public required string State { get; init; }

    /// <summary><c>mad</c> or <c>accuracy</c> (percent).</summary>
    public required string Metric { get; init; }

    /// <summary>The metric after the last round.</summary>
    public required double Value { get; init; }

    /// <summary>The best metric of any round.</summary>
    public required double Best { get; init; }

    public required BaselineReport? Baselines { get; init; }

    public required IReadOnlyList<RoundLine> PerRound { get; init; }

    public required IReadOnlyList<OrganizationLine> OrganizationsDetail { get; init; }

    /// <summary>Payload bytes that all organizations sent and received.</summary>
    public required long BytesTotal { get; init; }

    /// <summary>From the submission to the end, without baselines.</summary>
    public required double Seconds { get; init; }

    public required double PeakRssMb { get; init; }

    /// <summary>SHA-256 over the final coordinator state.</summary>
    public required string? FinalHash { get; init; }
}
