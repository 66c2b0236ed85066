namespace EventCollab.Learning.Data.Partitions;

/// <summary>
/// Rows go where a column says: one organization for each of its texts, in ordinal order. Each has the evaluation rows of its
/// own too.
/// </summary>
public sealed class GroupPartitioner : IPartitioner
{
    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var groups = dataset.Samples.Groups ?? throw new DataException($"{dataset.Samples.Source}: no column says where rows belong; name it with --partition by-column=COLUMN.");
        var names = Names(dataset.Samples);
        return names.Count == organizations
            ? new RowPartition(Of(split.Training), Of(split.Evaluation))
            : throw new DataException($"{dataset.Samples.Source}: the column has {names.Count} texts ({string.Join(", ", names.Take(5))}{(names.Count > 5 ? ", ..." : string.Empty)}), not {organizations}; use --organizations {names.Count} or leave it out.");

        IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<int> rows)
        {
            var byGroup = rows.ToLookup(row => groups[row], StringComparer.Ordinal);
            return [.. names.Select(name => byGroup[name].ToArray())];
        }
    }

    /// <returns>The texts, one for each organization.</returns>
    public static IReadOnlyList<string> Names(ISamples samples) => [.. (samples.Groups ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
