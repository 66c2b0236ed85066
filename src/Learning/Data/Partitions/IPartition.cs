namespace EventCollab.Learning.Data.Partitions;

/// <summary>Who holds what of a data set.</summary>
public interface IPartition
{
    /// <param name="samples">The data set's samples.</param>
    /// <param name="split">Its rows that train and evaluate.</param>
    /// <returns>One for each organization.</returns>
    IReadOnlyList<Holding> Divide(ISamples samples, TrainTestSplit split);
}
