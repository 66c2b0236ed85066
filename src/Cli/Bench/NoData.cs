using EventCollab.Learning;

namespace EventCollab.Cli.Bench;

/// <summary>One row of one constant column: a benchmark trains nothing, but an agent has data.</summary>
internal sealed class NoData : ILocalData
{
    public IReadOnlyList<string> TrainingIds { get; } = ["0"];

    public IReadOnlyList<string> EvaluationIds { get; } = [];

    public FeatureMatrix Training { get; } = new([0f], 1, 1);

    public FeatureMatrix Evaluation { get; } = new([], 0, 1);

    public Targets? Targets => null;
}
