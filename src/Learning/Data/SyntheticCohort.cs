using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data;

/// <summary>A made-up cohort in the shape of the diabetes table, for a demo where no real data is at hand.</summary>
public static class SyntheticCohort
{
    private const int Rows = 442;
    private static readonly double[] Effects = [2, -11, 25, 15, -18, 9, -4, 8, 27, 3];

    /// <summary>442 rows, 10 correlated features, a linear effect with noise; equal seeds give equal tables.</summary>
    public static Dataset Create(long seed)
    {
        var random = new SeededPermutation(SeedSequence.Derive(seed, 0, string.Empty, "synthetic-cohort"));
        var features = new double[Rows * Effects.Length];
        var target = new double[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var shared = random.Normal();
            target[row] = 152;
            for (var column = 0; column < Effects.Length; column++)
            {
                var value = (0.5 * shared) + random.Normal();
                features[(row * Effects.Length) + column] = value;
                target[row] += Effects[column] * value;
            }

            target[row] += 50 * random.Normal();
        }

        var table = new Table(
            "synthetic cohort",
            new NumberedIds(Rows),
            [.. Enumerable.Range(1, Effects.Length).Select(column => $"feature_{column}")],
            features,
            CatalogueEntry.Target,
            target);
        return new Dataset { Name = "synthetic", Samples = table, Task = PredictionTask.Regression, TaskRule = "made-up data", Synthetic = true };
    }
}
