namespace EventCollab.Learning.Data.Partitions;

/// <summary>What the partitioners of rows share.</summary>
internal static class RowDraw
{
    public static RandomSource Source(long seed, string purpose) => new(SeedSequence.Derive(seed, 0, string.Empty, purpose));

    public static int[] Shuffled(IReadOnlyList<int> rows, RandomSource random) => [.. random.NextPermutation(rows.Count).Select(place => rows[place])];

    /// <returns>Rows of each organization.</returns>
    /// <exception cref="DataException">There are not that many.</exception>
    public static int Each(Dataset dataset, TrainTestSplit split, int organizations, int? samplesEach)
    {
        var most = split.Training.Count / organizations;
        return samplesEach is not { } each ? most : each >= 1 && each <= most ? each : throw new DataException(
            $"{dataset.Samples.Source}: {organizations} organizations with {each} rows each need {(long)each * organizations} training rows; there are {split.Training.Count}, so at most {most} each.");
    }
}
