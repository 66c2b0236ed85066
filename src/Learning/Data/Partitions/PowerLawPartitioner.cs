namespace EventCollab.Learning.Data.Partitions;

/// <summary>
/// Sizes that rise from the first organization to the last (rewards.md 7.2, POW): N equally spaced points between 0.01^(1/a) and
/// 0.99^(1/a) with a = 1.65911332899, each organization's share of the rows rounded up; the last takes what is left.
/// </summary>
/// <param name="samplesEach">Rows of an organization on average; null divides them all.</param>
public sealed class PowerLawPartitioner(int? samplesEach = null) : IPartitioner
{
    private const double Exponent = 1.65911332899;

    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var total = samplesEach is null ? split.Training.Count : RowDraw.Each(dataset, split, organizations, samplesEach) * organizations;
        var rows = RowDraw.Shuffled(split.Training, RowDraw.Source(seed, "power-law-partition"))[..total];
        var parts = new List<IReadOnlyList<int>>();
        var start = 0;
        foreach (var size in Sizes(total, organizations))
        {
            var end = Math.Min(start + size, total);
            parts.Add(rows[start..end]);
            start = end;
        }

        return new RowPartition(parts);
    }

    /// <summary>As the formula gives them: rounded up, so that their sum may exceed the total.</summary>
    internal static int[] Sizes(int total, int organizations)
    {
        var (low, high) = (Math.Pow(0.01, 1 / Exponent), Math.Pow(0.99, 1 / Exponent));
        double[] points = [.. Enumerable.Range(0, organizations).Select(i => organizations == 1 ? high : low + ((high - low) * i / (organizations - 1)))];
        var sum = points.Sum();
        return [.. points.Select(point => (int)Math.Ceiling(point / sum * total))];
    }
}
