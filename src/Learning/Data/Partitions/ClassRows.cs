namespace EventCollab.Learning.Data.Partitions;

/// <summary>The training rows of each class in random order, taken one after another.</summary>
internal sealed class ClassRows
{
    private readonly int[][] _rows;
    private readonly int[] _taken;

    /// <exception cref="DataException">The target is no class.</exception>
    public ClassRows(Dataset dataset, TrainTestSplit split, RandomSource random)
    {
        if (dataset.Task != PredictionTask.Classification)
        {
            throw new DataException($"{dataset.Samples.Source}: this partition goes by classes, but '{dataset.Samples.TargetName}' is a number; use iid, power-law or by-column=COLUMN.");
        }

        _rows = [.. split.Training
            .GroupBy(row => dataset.Samples.Target[row])
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray())
            .Select(rows => random.NextPermutation(rows.Length).Select(place => rows[place]).ToArray())];
        _taken = new int[_rows.Length];
    }

    /// <summary>Classes, in ascending order of their values.</summary>
    public int Count => _rows.Length;

    public IReadOnlyList<int> Of(int number) => _rows[number];

    public int Left(int number) => _rows[number].Length - _taken[number];

    public int Take(int number) => _rows[number][_taken[number]++];
}
