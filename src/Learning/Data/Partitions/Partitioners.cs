using System.Globalization;

namespace EventCollab.Learning.Data.Partitions;

/// <summary>The partitioners by the names that the command line has for them.</summary>
public static class Partitioners
{
    /// <summary>The name's beginning that asks for the partition by a column.</summary>
    public const string ByColumn = "by-column=";

    public static IReadOnlyList<string> Names { get; } =
        ["columns", "iid", "dirichlet", "dirichlet-labels", "disjoint-labels", "power-law", "class-imbalance", $"{ByColumn}COLUMN"];

    /// <param name="name">One of the names.</param>
    /// <param name="alpha">For the Dirichlet forms.</param>
    /// <param name="samplesEach">Rows of each organization, or on average; null for all there are.</param>
    /// <exception cref="DataException">There is no such partitioner, or a parameter does not fit it.</exception>
    public static IPartitioner Create(string name, double alpha = 1, int? samplesEach = null)
    {
        if (!(alpha > 0) || !double.IsFinite(alpha))
        {
            throw new DataException($"--alpha {alpha.ToString(CultureInfo.InvariantCulture)} must be a number above 0.");
        }

        if (samplesEach is not null && name is not ("iid" or "dirichlet" or "power-law" or "class-imbalance"))
        {
            throw new DataException($"--samples-each does not go with --partition {name}, whose sizes follow from the data; use --train-samples.");
        }

        return name switch
        {
            "columns" => new ColumnPartitioner(),
            "iid" => new UniformPartitioner(samplesEach),
            "dirichlet" => new BalancedDirichletPartitioner(alpha, samplesEach),
            "dirichlet-labels" => new LabelDirichletPartitioner(alpha),
            "disjoint-labels" => new DisjointLabelPartitioner(),
            "power-law" => new PowerLawPartitioner(samplesEach),
            "class-imbalance" => new ClassImbalancePartitioner(samplesEach),
            _ when name.StartsWith(ByColumn, StringComparison.Ordinal) && name.Length > ByColumn.Length => new GroupPartitioner(),
            _ => throw new DataException($"--partition '{name}' is unknown{NearestName.Hint(name, Names)}; there are {string.Join(", ", Names)}."),
        };
    }
}
