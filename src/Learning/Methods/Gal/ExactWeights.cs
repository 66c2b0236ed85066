using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// Weights at the optimum of sum |r - A w|^q over the simplex. q = 2 is one quadratic programme. The others are solved by a
/// sequence of them: each replaces |e|^q by a parabola through the current errors. For q below 2 the parabola lies above
/// the loss, so each step goes down; the corner at 0 is rounded by an epsilon that shrinks to 1e-10 of the errors' size.
/// For q = 4 it is Newton's, with the step halved until the loss falls.
/// </summary>
internal static class ExactWeights
{
    private const int LargestCount = 60;

    public static double[] Solve(LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns)
    {
        var weights = Quadratic(residuals, columns, null, Uniform(columns.Count));
        if (loss == LocalLoss.L2)
        {
            return weights;
        }

        var size = residuals.Max(Math.Abs);
        var smoothings = loss == LocalLoss.L4 ? [0] : Enumerable.Range(1, 10).Select(power => size * Math.Pow(10, -power)).ToArray();
        foreach (var smoothing in smoothings)
        {
            weights = Descend(loss, residuals, columns, weights, smoothing);
        }

        return weights;
    }

    private static double[] Uniform(int count) => [.. Enumerable.Repeat(1.0 / count, count)];

    private static double[] Descend(LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns, double[] weights, double smoothing)
    {
        var value = Smoothed(loss, residuals, columns, weights, smoothing);
        for (var i = 0; i < LargestCount; i++)
        {
            var next = Towards(loss, residuals, columns, weights, smoothing);
            var nextValue = Smoothed(loss, residuals, columns, next, smoothing);
            for (var halving = 0; halving < 40 && nextValue > value; halving++)
            {
                next = [.. weights.Zip(next, (from, to) => (from + to) / 2)];
                nextValue = Smoothed(loss, residuals, columns, next, smoothing);
            }

            if (nextValue >= value * (1 - 1e-14))
            {
                return nextValue < value ? next : weights;
            }

            (weights, value) = (next, nextValue);
        }

        return weights;
    }

    private static double Smoothed(LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns, double[] weights, double smoothing)
    {
        var combined = AssistanceWeights.Combine(columns, weights);
        var sum = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var error = residuals[i] - combined[i];
            sum += PowerLoss.Value(loss, smoothing == 0 ? error : Math.Sqrt((error * error) + (smoothing * smoothing)));
        }

        return sum / residuals.Length;
    }

    /// <summary>The simplex point that minimises the parabolas at the current errors: curvature h and slope s give target e - s / h.</summary>
    private static double[] Towards(LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns, double[] weights, double smoothing)
    {
        var combined = AssistanceWeights.Combine(columns, weights);
        var targets = new double[residuals.Length];
        var curvatures = new double[residuals.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            var error = residuals[i] - combined[i];
            if (loss == LocalLoss.L4)
            {
                curvatures[i] = Math.Max(12 * error * error, 1e-12);
                targets[i] = combined[i] + (PowerLoss.Slope(loss, error) / curvatures[i]);
            }
            else
            {
                var rounded = Math.Sqrt((error * error) + (smoothing * smoothing));
                curvatures[i] = Math.Pow(rounded, PowerLoss.Exponent(loss) - 2);
                targets[i] = residuals[i];
            }
        }

        return Quadratic(targets, columns, curvatures, weights);
    }

    private static double[] Quadratic(double[] targets, IReadOnlyList<double[]> columns, double[]? curvatures, double[] start)
    {
        var gram = new double[columns.Count, columns.Count];
        var along = new double[columns.Count];
        for (var m = 0; m < columns.Count; m++)
        {
            along[m] = Dot(columns[m], targets, curvatures);
            for (var n = 0; n <= m; n++)
            {
                gram[m, n] = gram[n, m] = Dot(columns[m], columns[n], curvatures);
            }
        }

        return SimplexLeastSquares.Solve(gram, along, start);
    }

    private static double Dot(double[] left, double[] right, double[]? curvatures)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i] * (curvatures?[i] ?? 1);
        }

        return sum / left.Length;
    }
}
