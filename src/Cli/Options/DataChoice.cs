using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;

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

    /// <summary>False where the number is the default.</summary>
    public bool OrganizationsGiven { get; init; } = true;

    public IPartitioner Partitioner { get; init; } = new ColumnPartitioner();

    public long Seed { get; init; }

    public long SplitSeed { get; init; }

    /// <summary>How many training rows are used; null for all.</summary>
    public int? TrainingSamples { get; init; }

    public int? EvaluationSamples { get; init; }

    /// <summary>Loads the data and divides it.</summary>
    /// <param name="context">Where relative paths begin.</param>
    /// <param name="syntheticAllowed">True in the demo: where its default data are nowhere, a made-up cohort stands in.</param>
    /// <exception cref="DataException">The data or the division cannot be used.</exception>
    public PartitionedData Load(CliContext context, bool syntheticAllowed = false)
    {
        var catalogue = Catalogue.Default(Root, context.Environment, context.Folder);
        var missing = Catalogue.Find(Request.Data) is { } entry && catalogue.Locate(entry) is null;
        var dataset = missing && syntheticAllowed && !DataGiven ? SyntheticCohort.Create(0) : catalogue.Load(Request);
        var file = SplitFile is null ? null : Learning.Data.SplitFile.Read(SplitFile, dataset.Samples, Organizations);
        var split = (file?.Split ?? TrainTestSplit.For(dataset, SplitSeed)).Take(dataset, TrainingSamples, EvaluationSamples, SplitSeed);
        return new PartitionedData(dataset, split, file?.Partition ?? Partitioner.Divide(dataset, split, Count(dataset), Seed));
    }

    /// <summary>A column that says where rows belong also says how many organizations there are.</summary>
    private int Count(Dataset dataset) => dataset.Samples.Groups is not null && !OrganizationsGiven ? GroupPartitioner.Names(dataset.Samples).Count : Organizations;
}
