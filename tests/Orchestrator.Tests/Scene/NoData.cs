using EventCollab.Learning;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>The sponsor's data, which the method of these tests does not look at.</summary>
internal sealed class NoData : ILocalData
{
    public IReadOnlyList<string> TrainingIds => [];

    public IReadOnlyList<string> EvaluationIds => [];

    public IFeatures Training { get; } = new FeatureMatrix([], 0, 0);

    public IFeatures Evaluation { get; } = new FeatureMatrix([], 0, 0);

    public Targets? Targets => null;
}
