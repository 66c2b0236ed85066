using EventCollab.Learning;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>The sponsor's data, which the method of these tests does not look at.</summary>
internal sealed class NoData : ILocalData
{
    public IReadOnlyList<string> TrainingIds => [];

    public IReadOnlyList<string> EvaluationIds => [];

    public FeatureMatrix Training { get; } = new([], 0, 0);

    public FeatureMatrix Evaluation { get; } = new([], 0, 0);

    public Targets? Targets => null;
}
