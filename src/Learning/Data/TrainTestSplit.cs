namespace EventCollab.Learning.Data;

/// <summary>Which rows train and which evaluate, as row numbers from 0 in the order in which they are used.</summary>
public sealed record TrainTestSplit(IReadOnlyList<int> Training, IReadOnlyList<int> Evaluation)
{
    /// <summary>One random permutation; its first 80 % (floor) train, the rest evaluates (GAL reference, gal.md 5.1).</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="splitSeed">Seed of the split alone, so that runs with other seeds compare on the same rows.</param>
    /// <exception cref="DataException">There are too few rows.</exception>
    public static TrainTestSplit Random(int rows, long splitSeed)
    {
        // 3 rows leave 2 for training, the least that has a standard deviation.
        if (rows < 3)
        {
            throw new DataException($"The table has {rows} row{(rows == 1 ? string.Empty : "s")}; at least 3 are needed to train and to evaluate.");
        }

        var order = new SeededPermutation(SeedSequence.Derive(splitSeed, 0, string.Empty, "train-test-split")).Of(rows);
        var training = (int)(rows * 4L / 5);
        return new TrainTestSplit(order[..training], order[training..]);
    }

    /// <summary>The publisher's split where there is one, else a random one.</summary>
    public static TrainTestSplit For(Dataset dataset, long splitSeed) => dataset.OfficialSplit ?? Random(dataset.Samples.Rows, splitSeed);

    /// <summary>
    /// Fewer rows: of classes in the proportions that the rows have (see <see cref="SampleDraw"/>), of real-valued targets at
    /// random; they stay in their order.
    /// </summary>
    /// <param name="dataset">Has the rows' classes.</param>
    /// <param name="training">How many rows train; null leaves them all.</param>
    /// <param name="evaluation">How many evaluate; null leaves them all.</param>
    /// <param name="splitSeed">Decides which.</param>
    /// <exception cref="DataException">There are not that many, or too few are asked for.</exception>
    public TrainTestSplit Take(Dataset dataset, int? training, int? evaluation, long splitSeed) => new(
        training is { } train ? SampleDraw.Take(dataset, Training, train, 2, "training", splitSeed) : Training,
        evaluation is { } test ? SampleDraw.Take(dataset, Evaluation, test, 1, "evaluation", splitSeed) : Evaluation);
}
