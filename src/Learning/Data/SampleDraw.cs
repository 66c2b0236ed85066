namespace EventCollab.Learning.Data;

/// <summary>
/// Draws a smaller set of rows. Every class keeps its proportion to the row (largest remainders, the first of equal ones by the
/// class's value), because a few hundred plain draws would leave some of ten classes nearly empty.
/// </summary>
internal static class SampleDraw
{
    public static IReadOnlyList<int> Take(Dataset dataset, IReadOnlyList<int> rows, int count, int least, string role, long seed)
    {
        if (count < least || count > rows.Count)
        {
            throw new DataException($"{dataset.Samples.Source}: {count} {role} rows are asked for; {least} to {rows.Count} can be had.");
        }

        var random = new SeededPermutation(SeedSequence.Derive(seed, 0, string.Empty, $"{role}-samples"));
        var groups = dataset.Task == PredictionTask.Classification
            ? rows.Index().GroupBy(pair => dataset.Samples.Target[pair.Item], pair => pair.Index).OrderBy(group => group.Key).Select(group => group.ToArray()).ToList()
            : [[.. Enumerable.Range(0, rows.Count)]];
        var quotas = Quotas([.. groups.Select(group => group.Length)], count);
        return [.. groups.Zip(quotas, (group, quota) => random.Of(group.Length).Take(quota).Select(place => group[place]))
            .SelectMany(places => places)
            .Order()
            .Select(place => rows[place])];
    }

    private static int[] Quotas(IReadOnlyList<int> sizes, int count)
    {
        long total = sizes.Sum(size => (long)size);
        int[] quotas = [.. sizes.Select(size => (int)(size * (long)count / total))];
        var rest = count - quotas.Sum();
        foreach (var group in Enumerable.Range(0, sizes.Count).OrderByDescending(group => sizes[group] * (long)count % total).ThenBy(group => group).Take(rest))
        {
            quotas[group]++;
        }

        return quotas;
    }
}
