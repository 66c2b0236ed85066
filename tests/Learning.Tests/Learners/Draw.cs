using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests.Learners;

/// <summary>Made-up tasks for learners.</summary>
internal static class Draw
{
    /// <summary>Residuals that depend on the columns in a curved way, with a little noise.</summary>
    public static RegressionTask Regression(int rows, int columns, int width)
    {
        var random = new RandomSource(11);
        var features = Features(random, rows, columns);
        var residuals = new float[rows * width];
        for (var i = 0; i < residuals.Length; i++)
        {
            var row = features.Row(i / width);
            var k = i % width;
            residuals[i] = (float)(Math.Sin(2 * row[k % columns]) + (row[(k + 1) % columns] > 0 ? 0.5 : 0) + (0.05 * random.NextNormal()));
        }

        return new RegressionTask(features, residuals, width, 1, 3);
    }

    /// <summary>Classes by which of the first columns, or of their turned signs, is largest.</summary>
    public static ClassificationTask Classification(int rows, int columns, int classes)
    {
        var features = Features(new RandomSource(12), rows, columns);
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, classes).MaxBy(k => features.Row(row)[k % columns] + (0.1 * k)))];
        return new ClassificationTask(features, labels, classes, 3);
    }

    public static double RightShare(float[] scores, int[] labels)
    {
        var width = scores.Length / labels.Length;
        return labels.Select((label, row) => Enumerable.Range(0, width).MaxBy(k => scores[(row * width) + k]) == label ? 1.0 : 0).Average();
    }

    private static FeatureMatrix Features(RandomSource random, int rows, int columns) =>
        new([.. Enumerable.Range(0, rows * columns).Select(_ => (float)random.NextNormal())], rows, columns);

    /// <summary>Hands reports on at once; Progress would queue them.</summary>
    public sealed class Told<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
