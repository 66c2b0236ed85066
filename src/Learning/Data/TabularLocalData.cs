namespace EventCollab.Learning.Data;

/// <summary>One organization's rows in memory: its block of columns, standardised, and nothing of the others'.</summary>
public sealed class TabularLocalData : ILocalData
{
    internal TabularLocalData(Table table, IReadOnlyList<int> columns, TrainTestSplit split, Targets? targets)
    {
        TrainingIds = [.. split.Training.Select(row => table.Ids[row])];
        EvaluationIds = [.. split.Evaluation.Select(row => table.Ids[row])];
        Columns = [.. columns.Select(column => table.Columns[column])];
        (Training, Evaluation) = Standardizer.Apply(table, columns, split);
        Targets = targets;
    }

    /// <summary>Names of the columns that are held.</summary>
    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> TrainingIds { get; }

    public IReadOnlyList<string> EvaluationIds { get; }

    public IFeatures Training { get; }

    public IFeatures Evaluation { get; }

    public Targets? Targets { get; }
}
