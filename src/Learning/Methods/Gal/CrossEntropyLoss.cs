namespace EventCollab.Learning.Methods.Gal;

/// <summary>Cross-entropy of softmax(F), for classification.</summary>
internal sealed class CrossEntropyLoss(double[] classes, int width) : SponsorLoss(classes, width)
{
    /// <summary>Logarithms of the class frequencies, so that softmax(F) are the priors.</summary>
    public override double[] Start()
    {
        var counts = new double[Width];
        foreach (var label in Targets)
        {
            counts[(int)label]++;
        }

        // A class that training lacks would start at minus infinity and never come back.
        return [.. counts.Select(count => Math.Log(Math.Max(count / Rows, 1e-12)))];
    }

    public override double Value(ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        for (var i = 0; i < Rows; i++)
        {
            var row = scores.Slice(i * Width, Width);
            sum += LogSum(row) - row[(int)Targets[i]];
        }

        return sum / Rows;
    }

    public override double[] Residuals(ReadOnlySpan<double> scores)
    {
        var residuals = new double[Rows * Width];
        for (var i = 0; i < Rows; i++)
        {
            var row = residuals.AsSpan(i * Width, Width);
            Softmax(scores.Slice(i * Width, Width), row);
            for (var k = 0; k < Width; k++)
            {
                row[k] = (k == (int)Targets[i] ? 1 : 0) - row[k];
            }
        }

        return residuals;
    }

    /// <summary>The loss is convex along the line: Newton's method on its derivative, kept inside a shrinking bracket.</summary>
    public override double Rate(ReadOnlySpan<double> scores, ReadOnlySpan<double> direction)
    {
        if (Slope(scores, direction, 0).First >= 0)
        {
            return 0;
        }

        if (Slope(scores, direction, LargestRate).First <= 0)
        {
            return LargestRate;
        }

        var (low, high, rate) = (0.0, LargestRate, 1.0);
        for (var i = 0; i < 200; i++)
        {
            var (first, second) = Slope(scores, direction, rate);
            (low, high) = first > 0 ? (low, rate) : (rate, high);
            var next = rate - (first / second);

            // A flat second derivative, or a step out of the bracket: halve the bracket instead.
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - rate) <= 1e-13 * Math.Max(1, rate))
            {
                return next;
            }

            rate = next;
        }

        return rate;
    }

    private static double LogSum(ReadOnlySpan<double> row)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in row)
        {
            largest = Math.Max(largest, value);
        }

        var sum = 0.0;
        foreach (var value in row)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }

    private static void Softmax(ReadOnlySpan<double> row, Span<double> into)
    {
        var logSum = LogSum(row);
        for (var k = 0; k < row.Length; k++)
        {
            into[k] = Math.Exp(row[k] - logSum);
        }
    }

    /// <summary>mean_i sum_k (p - y) g and mean_i Var_p(g), at F + rate g.</summary>
    private (double First, double Second) Slope(ReadOnlySpan<double> scores, ReadOnlySpan<double> direction, double rate)
    {
        var (first, second) = (0.0, 0.0);
        Span<double> moved = Width <= 256 ? stackalloc double[Width] : new double[Width];
        Span<double> chances = Width <= 256 ? stackalloc double[Width] : new double[Width];
        for (var i = 0; i < Rows; i++)
        {
            var along = direction.Slice(i * Width, Width);
            for (var k = 0; k < Width; k++)
            {
                moved[k] = scores[(i * Width) + k] + (rate * along[k]);
            }

            Softmax(moved, chances);
            var mean = 0.0;
            for (var k = 0; k < Width; k++)
            {
                mean += chances[k] * along[k];
            }

            first += mean - along[(int)Targets[i]];
            for (var k = 0; k < Width; k++)
            {
                second += chances[k] * (along[k] - mean) * (along[k] - mean);
            }
        }

        return (first / Rows, second / Rows);
    }
}
