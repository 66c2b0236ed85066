namespace EventCollab.Learning.Metrics;

/// <summary>Share of rows whose highest score is the target's, in percent.</summary>
public static class Accuracy
{
    public const string Name = "accuracy";

    /// <param name="classes">N class numbers.</param>
    /// <param name="scores">N x <paramref name="width"/>, row-major; of equal scores the first counts.</param>
    /// <param name="width">Number of classes.</param>
    public static double Of(ReadOnlySpan<double> classes, ReadOnlySpan<double> scores, int width)
    {
        var hits = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            var row = scores.Slice(i * width, width);
            var best = 0;
            for (var k = 1; k < width; k++)
            {
                best = row[k] > row[best] ? k : best;
            }

            hits += best == (int)classes[i] ? 1 : 0;
        }

        return 100.0 * hits / classes.Length;
    }
}
