using EventCollab.Learning.Metrics;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>|y - F|, for regression.</summary>
internal sealed class AbsoluteLoss(double[] targets) : SponsorLoss(targets, 1)
{
    /// <remarks>The mean, as in the paper's code, although the median would minimise the loss.</remarks>
    public override double[] Start() => [Targets.Average()];

    public override double Value(ReadOnlySpan<double> scores) => MeanAbsoluteDeviation.Of(Targets, scores);

    public override double[] Residuals(ReadOnlySpan<double> scores)
    {
        var residuals = new double[Rows];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = Math.Sign(Targets[i] - scores[i]);
        }

        return residuals;
    }

    /// <summary>
    /// sum |y - F - rate g| = sum |g| |b - rate| with b = (y - F) / g: a weighted median of the breakpoints b.
    /// </summary>
    public override double Rate(ReadOnlySpan<double> scores, ReadOnlySpan<double> direction)
    {
        var breakpoints = new List<(double Point, int Row)>();
        var total = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var weight = Math.Abs(direction[i]);
            if (weight >= 1e-12)
            {
                breakpoints.Add(((Targets[i] - scores[i]) / direction[i], i));
                total += weight;
            }
        }

        breakpoints.Sort();
        var cumulative = 0.0;
        foreach (var (point, row) in breakpoints)
        {
            cumulative += Math.Abs(direction[row]);
            if (cumulative >= total / 2)
            {
                return Clamp(point);
            }
        }

        return 0;
    }
}
