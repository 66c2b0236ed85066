using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>Gradient assistance weights: w on the simplex that fits the residuals best by the sponsor's local loss (GAL, section 2.1, step 4).</summary>
internal static class AssistanceWeights
{
    /// <param name="rule">How.</param>
    /// <param name="loss">The sponsor's local loss; its mean over all N x K entries is minimised.</param>
    /// <param name="residuals">N x K.</param>
    /// <param name="columns">One N x K fit for each organization.</param>
    /// <returns>One weight a column, none negative, of sum 1.</returns>
    public static double[] Solve(WeightRule rule, LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns)
    {
        if (columns.Count == 1)
        {
            return [1];
        }

        return rule switch
        {
            WeightRule.Uniform => [.. Enumerable.Repeat(1.0 / columns.Count, columns.Count)],
            WeightRule.Exact => ExactWeights.Solve(loss, residuals, columns),
            _ => ReferenceWeights.Solve(loss, residuals, columns),
        };
    }

    /// <summary>sum_m w_m f_m, summed in the columns' order.</summary>
    public static double[] Combine(IReadOnlyList<double[]> columns, ReadOnlySpan<double> weights)
    {
        var combined = new double[columns[0].Length];
        for (var m = 0; m < columns.Count; m++)
        {
            var (column, weight) = (columns[m], weights[m]);
            for (var i = 0; i < combined.Length; i++)
            {
                combined[i] += weight * column[i];
            }
        }

        return combined;
    }

    public static double Value(LocalLoss loss, double[] residuals, double[] combined)
    {
        var sum = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            sum += PowerLoss.Value(loss, residuals[i] - combined[i]);
        }

        return sum / residuals.Length;
    }
}
