using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data;

/// <summary>A data set divided among organizations. Where columns are divided, the first is the sponsor and alone has the targets.</summary>
public sealed class PartitionedData
{
    private readonly TargetEncoding _encoding;

    /// <exception cref="DataException">A class is missing in the training rows, or a column cannot be scaled.</exception>
    public PartitionedData(Dataset dataset, TrainTestSplit split, IPartition partition)
    {
        Dataset = dataset;
        Split = split;
        _encoding = TargetEncoding.Fit(dataset.Samples, dataset.Task, split.Training);
        Targets = _encoding.Encode(dataset.Samples, split);
        Organizations = [.. partition.Divide(dataset.Samples, split).Select(Hold)];
    }

    public Dataset Dataset { get; }

    public TrainTestSplit Split { get; }

    /// <summary>Of all rows of the split.</summary>
    public Targets Targets { get; }

    public IReadOnlyList<OrganizationData> Organizations { get; }

    /// <summary>What stands in the target for classes 0, 1, ...; null for regression.</summary>
    public IReadOnlyList<string>? ClassNames => Classes is null
        ? null
        : [.. Classes.Select(value => Dataset.Samples.TargetCategories is { } texts ? texts[(int)value] : value.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Values of the target that are classes 0, 1, ...; null for regression.</summary>
    internal IReadOnlyList<double>? Classes => _encoding.Classes;

    /// <summary>All the rows and columns that any organization holds, with the targets: what no organization has, for the baseline Joint.</summary>
    public OrganizationData Joint()
    {
        var all = ColumnBlock.All(Dataset.Samples);
        int[] held = [.. Organizations.SelectMany(organization => organization.Holding.Block.Columns).Distinct().Order()];
        return Hold(new Holding(Split, held.Length == all.Count ? all : new ColumnBlock(held), Targets: true));
    }

    /// <summary>
    /// What prepares values is learnt from all training rows: organizations with the same columns must mean the same by a
    /// feature, and those with columns of their own have all the rows anyway.
    /// </summary>
    private OrganizationData Hold(Holding holding) => new(
        Dataset.Samples,
        holding,
        Dataset.Samples.Fit(holding.Block, Split.Training),
        holding.Targets ? _encoding.Encode(Dataset.Samples, holding.Rows) : null);
}
