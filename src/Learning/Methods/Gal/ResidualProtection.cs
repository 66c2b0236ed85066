namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// Noise on the copy of the residuals that leaves the sponsor (GAL, supplement; section 4.3 of the method page). Both
/// mechanisms take the 2.5 % and 97.5 % quantiles a and b over all entries of the round.
/// </summary>
internal static class ResidualProtection
{
    public static double[] Apply(ResidualPrivacy privacy, double parameter, double[] residuals, RandomSource random)
    {
        if (privacy == ResidualPrivacy.None)
        {
            return residuals;
        }

        var sorted = residuals.Order().ToArray();
        var (low, high) = (Quantile(sorted, 0.025), Quantile(sorted, 0.975));
        var reported = new double[residuals.Length];
        for (var i = 0; i < reported.Length; i++)
        {
            reported[i] = privacy == ResidualPrivacy.Dp
                ? Laplace(residuals[i], low, high, parameter, random)
                : Interval(residuals[i], low, high, (int)parameter, random);
        }

        return reported;
    }

    /// <summary>dp: clips to [low, high] and adds Laplace noise of scale (high - low) / alpha.</summary>
    internal static double Laplace(double residual, double low, double high, double alpha, RandomSource random) =>
        Math.Clamp(residual, low, high) + random.NextLaplace((high - low) / alpha);

    /// <summary>ip: reports 2u - b where the residual lies below a uniform threshold u, else 2u - a; unbiased on [a, b].</summary>
    internal static double Interval(double residual, double low, double high, int draws, RandomSource random)
    {
        var sum = 0.0;
        for (var i = 0; i < draws; i++)
        {
            var threshold = random.NextUniform(low, high);
            sum += (2 * threshold) - (residual < threshold ? high : low);
        }

        return sum / draws;
    }

    /// <summary>Linear between the neighbouring order statistics.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
