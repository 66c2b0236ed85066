namespace EventCollab.Learning.Data.Partitions;

/// <summary>Draws from the symmetric Dirichlet distribution: independent gamma variates, divided by their sum.</summary>
internal static class Dirichlet
{
    /// <summary>In logarithms, because for small alpha most gammas are too small for a double.</summary>
    public static double[] Draw(RandomSource random, double alpha, int count)
    {
        var logs = new double[count];
        for (var i = 0; i < count; i++)
        {
            logs[i] = LogGamma(random, alpha);
        }

        var largest = logs.Max();
        double[] shares = [.. logs.Select(log => Math.Exp(log - largest))];
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    /// <summary>Marsaglia and Tsang 2000: gamma(alpha) = gamma(alpha + 1) U^(1 / alpha), and rejection for a shape of at least 1.</summary>
    private static double LogGamma(RandomSource random, double alpha)
    {
        // 1 - u is never 0.
        var boost = Math.Log(1 - random.NextDouble()) / alpha;
        var d = alpha + 1 - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = random.NextNormal();
            var root = 1 + (c * normal);
            var volume = root * root * root;
            if (root > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * volume) + (d * Math.Log(volume)))
            {
                return Math.Log(d * volume) + boost;
            }
        }
    }
}
