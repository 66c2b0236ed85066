using EventCollab.Learning;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>What a test wants of the plans.</summary>
internal sealed record MeanOptions
{
    public int? Quorum { get; init; }

    public string[] Required { get; init; } = [];

    public double? DeadlineSeconds { get; init; }

    public Lateness Lateness { get; init; }

    public int? FailsInRound { get; init; }

    public int? ConvergesInRound { get; init; }
}
