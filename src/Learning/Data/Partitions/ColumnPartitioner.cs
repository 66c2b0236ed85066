namespace EventCollab.Learning.Data.Partitions;

/// <summary>Columns at random, or patches of images; every organization has all rows.</summary>
public sealed class ColumnPartitioner : IPartitioner
{
    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed) => ColumnPartition.For(dataset, organizations, seed);
}
