using MathNet.Numerics.LinearAlgebra;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>min w'Gw/2 - b'w over the simplex, by a primal active-set method: exact, and finite because the value falls with each pivot.</summary>
internal static class SimplexLeastSquares
{
    /// <param name="gram">M x M, symmetric, positive semidefinite.</param>
    /// <param name="along">M.</param>
    /// <param name="start">A point of the simplex; its support is the first working set.</param>
    public static double[] Solve(double[,] gram, double[] along, double[] start)
    {
        var count = along.Length;
        var weights = start.ToArray();
        var scale = Enumerable.Range(0, count).Max(m => Math.Abs(gram[m, m])) + along.Max(Math.Abs);
        if (scale == 0)
        {
            return weights;
        }

        var active = Enumerable.Range(0, count).Where(m => weights[m] > 0).ToList();
        for (var pivot = 0; pivot < 50 * (count + 1); pivot++)
        {
            var target = Stationary(gram, along, active, scale);
            var blocking = Step(weights, active, target);
            if (blocking >= 0)
            {
                active.RemoveAt(blocking);
                continue;
            }

            var entering = Entering(gram, along, weights, active, scale);
            if (entering < 0)
            {
                break;
            }

            active.Add(entering);
            active.Sort();
        }

        return Normalised(weights);
    }

    /// <summary>The minimiser on the plane sum w = 1 with only the working set free.</summary>
    private static Vector<double> Stationary(double[,] gram, double[] along, List<int> active, double scale)
    {
        var size = active.Count;
        var matrix = Matrix<double>.Build.Dense(size + 1, size + 1);
        var right = Vector<double>.Build.Dense(size + 1);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                matrix[i, j] = gram[active[i], active[j]] / scale;
            }

            // Two organizations with the same fit would make the system singular; this picks the shorter solution.
            matrix[i, i] += 1e-13;
            matrix[i, size] = matrix[size, i] = 1;
            right[i] = along[active[i]] / scale;
        }

        right[size] = 1;
        return matrix.LU().Solve(right);
    }

    /// <summary>Goes towards the target until a weight reaches 0; returns that one's place in the working set, or -1 when it arrived.</summary>
    private static int Step(double[] weights, List<int> active, Vector<double> target)
    {
        var (length, blocking) = (1.0, -1);
        for (var i = 0; i < active.Count; i++)
        {
            var from = weights[active[i]];
            if (target[i] < 0 && from / (from - target[i]) is var reach && reach < length)
            {
                (length, blocking) = (reach, i);
            }
        }

        for (var i = 0; i < active.Count; i++)
        {
            weights[active[i]] += length * (target[i] - weights[active[i]]);
        }

        if (blocking >= 0)
        {
            weights[active[blocking]] = 0;
        }

        return blocking;
    }

    /// <summary>The organization outside the working set whose weight would lower the value most; -1 at the optimum.</summary>
    private static int Entering(double[,] gram, double[] along, double[] weights, List<int> active, double scale)
    {
        var slopes = new double[weights.Length];
        for (var i = 0; i < slopes.Length; i++)
        {
            slopes[i] = -along[i];
            for (var j = 0; j < slopes.Length; j++)
            {
                slopes[i] += gram[i, j] * weights[j];
            }
        }

        var multiplier = active.Min(m => slopes[m]);
        var best = -1;
        for (var i = 0; i < slopes.Length; i++)
        {
            if (!active.Contains(i) && slopes[i] < multiplier - (1e-12 * scale) && (best < 0 || slopes[i] < slopes[best]))
            {
                best = i;
            }
        }

        return best;
    }

    private static double[] Normalised(double[] weights)
    {
        var clipped = weights.Select(weight => Math.Max(weight, 0)).ToArray();
        var sum = clipped.Sum();
        return [.. clipped.Select(weight => weight / sum)];
    }
}
