using EventCollab.Learning;

namespace EventCollab.Cli.Bench;

/// <summary>One row of one constant column: a benchmark trains nothing, but an agent has data.</summary>
internal sealed class NoData : ILocalData
{
    public IReadOnlyList<string> TrainingIds { get; } = ["0"];

    public IReadOnlyList<string> EvaluationIds { get; } = [];

    public IFeatures Training { get; } = new FeatureMatrix([0f], 1, 1);

    public IFeatures Evaluation { get; } = new FeatureMatrix([], 0, 1);

    public Targets? Targets => null;
}
