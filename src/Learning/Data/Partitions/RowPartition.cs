namespace EventCollab.Learning.Data.Partitions;

/// <summary>Horizontal: every organization holds all columns of rows of its own, and their targets.</summary>
/// <param name="Training">Each organization's training rows, as row numbers of the samples.</param>
/// <param name="Evaluation">Each organization's evaluation rows; null where all are measured on the same.</param>
public sealed record RowPartition(IReadOnlyList<IReadOnlyList<int>> Training, IReadOnlyList<IReadOnlyList<int>>? Evaluation = null) : IPartition
{
    // What has a standard deviation.
    private const int LeastTraining = 2;

    /// <exception cref="DataException">An organization gets too few rows to train or to evaluate.</exception>
    public IReadOnlyList<Holding> Divide(ISamples samples, TrainTestSplit split)
    {
        var all = ColumnBlock.All(samples);
        return [.. Training.Select((training, organization) =>
        {
            var evaluation = Evaluation?[organization] ?? split.Evaluation;
            return training.Count >= LeastTraining && evaluation.Count >= 1
                ? new Holding(new TrainTestSplit(training, evaluation), all, Targets: true)
                : throw new DataException(
                    $"{samples.Source}: organization {organization + 1} of {Training.Count} would get {training.Count} training and {evaluation.Count} evaluation rows; "
                    + $"at least {LeastTraining} and 1 are needed, so use fewer organizations or another partition or seed.");
        })];
    }
}
