using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// The paper code's solver: w = softmax(theta), theta all ones at the start, 100 full steps of Adam (rate 0.1, betas 0.9
/// and 0.999, epsilon 1e-8), weight decay 5e-4 added to the gradient. It stops short of the optimum (a few per cent at
/// most), which is part of the published method.
/// </summary>
internal static class ReferenceWeights
{
    private const int Steps = 100;
    private const double LearningRate = 0.1;
    private const double WeightDecay = 5e-4;
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    public static double[] Solve(LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns)
    {
        var theta = Enumerable.Repeat(1.0, columns.Count).ToArray();
        var first = new double[theta.Length];
        var second = new double[theta.Length];
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = Gradient(loss, residuals, columns, theta);
            var firstCorrection = 1 - Math.Pow(FirstDecay, step);
            var secondCorrection = 1 - Math.Pow(SecondDecay, step);
            for (var m = 0; m < theta.Length; m++)
            {
                var slope = gradient[m] + (WeightDecay * theta[m]);
                first[m] = (FirstDecay * first[m]) + ((1 - FirstDecay) * slope);
                second[m] = (SecondDecay * second[m]) + ((1 - SecondDecay) * slope * slope);
                var size = Math.Sqrt(second[m] / secondCorrection) + Epsilon;
                theta[m] -= LearningRate * (first[m] / firstCorrection) / size;
            }
        }

        return Softmax(theta);
    }

    private static double[] Gradient(LocalLoss loss, double[] residuals, IReadOnlyList<double[]> columns, double[] theta)
    {
        var weights = Softmax(theta);
        var combined = AssistanceWeights.Combine(columns, weights);
        for (var i = 0; i < combined.Length; i++)
        {
            combined[i] = -PowerLoss.Slope(loss, residuals[i] - combined[i]);
        }

        var slopes = new double[weights.Length];
        var mean = 0.0;
        for (var m = 0; m < slopes.Length; m++)
        {
            slopes[m] = Dot(combined, columns[m]) / residuals.Length;
            mean += weights[m] * slopes[m];
        }

        for (var m = 0; m < slopes.Length; m++)
        {
            slopes[m] = weights[m] * (slopes[m] - mean);
        }

        return slopes;
    }

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static double[] Softmax(double[] theta)
    {
        var largest = theta.Max();
        var weights = theta.Select(value => Math.Exp(value - largest)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
