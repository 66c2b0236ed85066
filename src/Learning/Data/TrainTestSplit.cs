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
        var training = rows * 4 / 5;
        return new TrainTestSplit(order[..training], order[training..]);
    }
}
