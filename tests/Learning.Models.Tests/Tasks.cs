using System.Security.Cryptography;

namespace EventCollab.Learning.Models.Tests;

/// <summary>Small made-up tasks that every learner can do better than the mean.</summary>
internal static class Tasks
{
    public static readonly IReadOnlyList<int> Table = [3];
    public static readonly IReadOnlyList<int> Patch = [1, 14, 7];
    public static readonly IReadOnlyList<int> Series = [6, 2];

    public static TheoryData<LocalModelKind> Kinds => [.. Enum.GetValues<LocalModelKind>()];

    /// <summary>The deepest networks need more steps than a test has to settle at the papers' rate: of them only the training loss is asked.</summary>
    public static IReadOnlyList<LocalModelKind> Deepest => [LocalModelKind.ResNet18, LocalModelKind.ResNet34];

    public static TheoryData<LocalModelKind> Shallower => [.. Enum.GetValues<LocalModelKind>().Except(Deepest)];

    /// <summary>Learners that train a network, and are cheap.</summary>
    public static TheoryData<LocalModelKind> Networks =>
        [LocalModelKind.Linear, LocalModelKind.Mlp, LocalModelKind.Cnn, LocalModelKind.LeNet, LocalModelKind.Wrn16, LocalModelKind.Lstm];

    public static IReadOnlyList<int> ShapeFor(LocalModelKind kind) => LocalLearners.Needs(kind) switch
    {
        SampleKind.Image => Patch,
        SampleKind.Series => Series,
        _ => Table,
    };

    /// <summary>Epochs and batches that are enough for the made-up tasks.</summary>
    public static LearnerSettings SettingsFor(LocalModelKind kind, int? epochs = null) => LocalLearners.Needs(kind) switch
    {
        SampleKind.Image => new() { Epochs = epochs ?? 15, BatchSize = 40 },
        SampleKind.Series => new() { Epochs = epochs ?? 30 },
        _ => new() { Epochs = epochs ?? 60 },
    };

    public static RegressionTask For(LocalModelKind kind, int rows = 80) => Regression(ShapeFor(kind), rows);

    /// <summary>Two residuals a row: the mean of the first half of a sample and that of the second, with a little noise.</summary>
    public static RegressionTask Regression(IReadOnlyList<int> shape, int rows, long seed = 21)
    {
        var features = Features(shape, rows);
        var random = new RandomSource(12);
        var residuals = new float[rows * 2];
        for (var row = 0; row < rows; row++)
        {
            var sample = features.Row(row);
            var half = features.Columns / 2;
            residuals[2 * row] = (Sum(sample[..half]) / half) + (0.1f * (float)random.NextNormal());
            residuals[(2 * row) + 1] = (Sum(sample[half..]) / half) + (0.1f * (float)random.NextNormal());
        }

        return new RegressionTask(features, residuals, 2, 1, seed);
    }

    /// <summary>Three classes by the first half's sum.</summary>
    public static ClassificationTask Classification(IReadOnlyList<int> shape, int rows)
    {
        var task = Regression(shape, rows);
        return new ClassificationTask(task.Features, [.. Enumerable.Range(0, rows).Select(row => task.Residuals[2 * row] switch { < -0.4f => 0, < 0.4f => 1, _ => 2 })], 3, 8);
    }

    public static ILocalModel Fit(LocalModelKind kind, RegressionTask task, int? epochs = null) =>
        LocalLearners.Create(kind, SettingsFor(kind, epochs), null).Fit(task, null, CancellationToken.None);

    /// <summary>Compares megabytes by their hash: what compares them element by element takes seconds.</summary>
    public static string Hash(byte[]? model) => Convert.ToHexString(SHA256.HashData(model!));

    public static double Error(float[] fits, float[] residuals) => fits.Zip(residuals, (fit, residual) => Math.Pow(fit - residual, 2)).Average();

    /// <summary>The error of each output's mean.</summary>
    public static double ErrorOfMeans(RegressionTask task) => Error(
        [.. Enumerable.Range(0, task.Residuals.Length).Select(place => task.Residuals.Where((_, other) => other % task.Width == place % task.Width).Average())],
        task.Residuals);

    private static FeatureMatrix Features(IReadOnlyList<int> shape, int rows)
    {
        var columns = shape.Aggregate((product, size) => product * size);
        var random = new RandomSource(11);

        // Each half of a sample has a level of its own, which is what there is to learn.
        var values = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var (first, second) = (random.NextNormal(), random.NextNormal());
            for (var i = 0; i < columns; i++)
            {
                values[(row * columns) + i] = (float)((0.3 * random.NextNormal()) + (i < columns / 2 ? first : second));
            }
        }

        return new FeatureMatrix(values, rows, columns) { Shape = shape };
    }

    private static float Sum(ReadOnlySpan<float> values)
    {
        var sum = 0f;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
