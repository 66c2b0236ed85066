using EventCollab.Learning;

namespace EventCollab.OrgAgent.Tests;

/// <summary>Five rows of one column, and labels at the sponsor.</summary>
internal sealed record FakeData(bool Labels) : ILocalData
{
    public IReadOnlyList<string> TrainingIds { get; } = ["1", "2", "3", "4", "5"];

    public IReadOnlyList<string> EvaluationIds { get; } = [];

    public IFeatures Training { get; } = new FeatureMatrix([1, 2, 3, 4, 5], 5, 1);

    public IFeatures Evaluation { get; } = new FeatureMatrix([], 0, 1);

    public Targets? Targets => Labels ? new Targets([100, 0, 0, 0, 0], [], null) : null;
}
