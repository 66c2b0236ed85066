using EventCollab.Learning.Data;

namespace EventCollab.Cli.Options;

/// <summary>The data options as given.</summary>
internal sealed record DataChoice
{
    public required DataRequest Request { get; init; }

    /// <summary>False where the data are a command's default.</summary>
    public bool DataGiven { get; init; } = true;

    public string? Root { get; init; }

    public string? SplitFile { get; init; }

    public required int Organizations { get; init; }

    public long Seed { get; init; }

    public long SplitSeed { get; init; }

    /// <summary>Loads the table and divides it.</summary>
    /// <param name="context">Where relative paths begin.</param>
    /// <param name="syntheticAllowed">True in the demo: where its default data are nowhere, a made-up cohort stands in.</param>
    /// <exception cref="DataException">The table or the division cannot be used.</exception>
    public PartitionedData Load(CliContext context, bool syntheticAllowed = false)
    {
        var catalogue = Catalogue.Default(Root, context.Environment, context.Folder);
        var missing = Catalogue.Find(Request.Data) is { } entry && catalogue.Locate(entry) is null;
        var dataset = missing && syntheticAllowed && !DataGiven ? SyntheticCohort.Create(0) : catalogue.Load(Request);
        var split = SplitFile is null ? null : Learning.Data.SplitFile.Read(SplitFile, dataset.Table, Organizations);
        return new PartitionedData(
            dataset,
            split?.Split ?? TrainTestSplit.Random(dataset.Table.Rows, SplitSeed),
            split?.Partition ?? ColumnPartition.For(dataset, Organizations, Seed));
    }
}
