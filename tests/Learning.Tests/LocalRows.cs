namespace EventCollab.Learning.Tests;

/// <summary>Rows given by value.</summary>
internal sealed class LocalRows(FeatureMatrix training, FeatureMatrix evaluation, Targets? targets = null) : ILocalData
{
    public IReadOnlyList<string> TrainingIds { get; } = [.. Enumerable.Range(0, training.Rows).Select(row => $"t{row}")];

    public IReadOnlyList<string> EvaluationIds { get; } = [.. Enumerable.Range(0, evaluation.Rows).Select(row => $"e{row}")];

    public IFeatures Training => training;

    public IFeatures Evaluation => evaluation;

    public Targets? Targets => targets;
}
