using System.CommandLine;
using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Cli.Options;

/// <summary>How data are divided among organizations.</summary>
internal sealed class PartitionOptions
{
    private readonly Option<string> _partition = new("--partition")
    {
        HelpName = "NAME",
        Description = $"What each organization holds: columns (images: patches) of all rows, or all columns of rows of its own: {string.Join(", ", Partitioners.Names.Skip(1))}.",
        DefaultValueFactory = _ => "columns",
    };

    private readonly Option<double> _alpha = new("--alpha")
    {
        HelpName = "A",
        Description = "dirichlet, dirichlet-labels: small gives each organization few classes, large all in equal parts.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int?> _samplesEach = new("--samples-each") { HelpName = "N", Description = "iid, dirichlet, power-law, class-imbalance: training rows of each organization. Default: all, divided." };

    public IReadOnlyList<Option> All => [_partition, _alpha, _samplesEach];

    /// <exception cref="Learning.Data.DataException">There is no such partition.</exception>
    public DataChoice Add(ParseResult parsed, DataChoice choice)
    {
        var name = parsed.GetRequiredValue(_partition);
        var partitioner = Partitioners.Create(name, parsed.GetValue(_alpha), parsed.GetValue(_samplesEach));
        return name.StartsWith(Partitioners.ByColumn, StringComparison.Ordinal)
            ? choice with { Partitioner = partitioner, Request = choice.Request with { Group = name[Partitioners.ByColumn.Length..] } }
            : choice with { Partitioner = partitioner };
    }
}
