namespace EventCollab.Learning.Data.Partitions;

/// <summary>
/// The number of classes rises from the first organization, with one, to the last, with all (rewards.md 7.2, CLA); sizes are equal.
/// Rows are drawn with replacement, as many of each of its classes as divide evenly and the rest of its last one, so that a row may
/// be at several organizations, and at one of them more than once.
/// </summary>
/// <param name="samplesEach">Rows of each organization; null divides the training rows' number.</param>
public sealed class ClassImbalancePartitioner(int? samplesEach = null) : IPartitioner
{
    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var random = RowDraw.Source(seed, "class-imbalance-partition");
        var classes = new ClassRows(dataset, split, random);
        var each = RowDraw.Each(dataset, split, organizations, samplesEach);
        return new RowPartition([.. Classes(classes.Count, organizations).Select(count => (IReadOnlyList<int>)
            [.. Enumerable.Range(0, each).Select(i => Draw(classes.Of(Math.Min(i / Math.Max(each / count, 1), count - 1)), random))])]);
    }

    /// <summary>int(linspace(1, classes, organizations)).</summary>
    internal static int[] Classes(int classes, int organizations) =>
        [.. Enumerable.Range(0, organizations).Select(i => organizations == 1 ? classes : (int)(1 + ((classes - 1.0) * i / (organizations - 1))))];

    private static int Draw(IReadOnlyList<int> rows, RandomSource random) => rows[random.NextIndex(rows.Count)];
}
