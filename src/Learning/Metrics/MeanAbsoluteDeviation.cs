namespace EventCollab.Learning.Metrics;

/// <summary>Mean of |target - prediction|, the papers' MAD.</summary>
public static class MeanAbsoluteDeviation
{
    public const string Name = "mad";

    /// <param name="targets">N real values.</param>
    /// <param name="predictions">N real values.</param>
    public static double Of(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions)
    {
        var sum = 0.0;
        for (var i = 0; i < targets.Length; i++)
        {
            sum += Math.Abs(targets[i] - predictions[i]);
        }

        return sum / targets.Length;
    }
}
