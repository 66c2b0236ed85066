namespace EventCollab.Learning.Data;

/// <summary>A data set divided among organizations: the first is the sponsor and alone has the targets.</summary>
public sealed class PartitionedData
{
    /// <exception cref="DataException">A class is missing in the training rows, or a column cannot be scaled.</exception>
    public PartitionedData(Dataset dataset, TrainTestSplit split, ColumnPartition partition)
    {
        Dataset = dataset;
        Split = split;
        Partition = partition;
        Targets = TargetEncoding.Encode(dataset.Table, dataset.Task, split);
        Organizations = [.. partition.Blocks.Select((block, index) => new TabularLocalData(dataset.Table, block, split, index == 0 ? Targets : null))];
    }

    public Dataset Dataset { get; }

    public TrainTestSplit Split { get; }

    public ColumnPartition Partition { get; }

    public Targets Targets { get; }

    public IReadOnlyList<TabularLocalData> Organizations { get; }

    /// <summary>All the columns that any organization holds, with the targets: what no organization has, for the baseline Joint.</summary>
    public TabularLocalData Joint() => new(Dataset.Table, [.. Partition.Blocks.SelectMany(block => block).Order()], Split, Targets);
}
