namespace EventCollab.Learning.Data.Partitions;

/// <summary>A way of dividing a data set among organizations; equal seeds give equal divisions.</summary>
public interface IPartitioner
{
    /// <param name="dataset">Samples with their targets.</param>
    /// <param name="split">The rows that train and evaluate.</param>
    /// <param name="organizations">How many there are.</param>
    /// <param name="seed">Decides everything random.</param>
    /// <exception cref="DataException">The data cannot be divided in this way.</exception>
    IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed);
}
