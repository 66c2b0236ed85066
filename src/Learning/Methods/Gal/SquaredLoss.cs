namespace EventCollab.Learning.Methods.Gal;

/// <summary>(y - F)^2, for regression.</summary>
internal sealed class SquaredLoss(double[] targets) : SponsorLoss(targets, 1)
{
    public override double[] Start() => [Targets.Average()];

    public override double Value(ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var difference = Targets[i] - scores[i];
            sum += difference * difference;
        }

        return sum / Rows;
    }

    public override double[] Residuals(ReadOnlySpan<double> scores)
    {
        var residuals = new double[Rows];
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = 2 * (Targets[i] - scores[i]);
        }

        return residuals;
    }

    /// <summary>sum (y - F) g / sum g^2.</summary>
    public override double Rate(ReadOnlySpan<double> scores, ReadOnlySpan<double> direction)
    {
        var along = 0.0;
        var square = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            along += (Targets[i] - scores[i]) * direction[i];
            square += direction[i] * direction[i];
        }

        return square == 0 ? 0 : Clamp(along / square);
    }
}
