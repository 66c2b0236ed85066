using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>
/// One decision for each pair of classes, as LIBSVM trains them. A class scores one for each pair that it wins, and less than a
/// third in all for how clearly it does: the largest score is the class with most wins, ties decided by the sums of decisions.
/// </summary>
/// <param name="vectors">Those of the first class, then those of the second, ...</param>
/// <param name="counts">Support vectors of each class.</param>
/// <param name="labels">The class number of each, in LIBSVM's order; classes that training lacked are absent.</param>
/// <param name="coefficients">labels.Length - 1 rows of Count, in LIBSVM's layout.</param>
/// <param name="rho">One a pair.</param>
/// <param name="width">K, with the classes that training lacked; those score -1.</param>
internal sealed class ClassificationMachine(SupportVectors vectors, int[] counts, int[] labels, double[] coefficients, double[] rho, int width) : ISupportMachine
{
    private const int Missing = -1;
    private const float MissingScore = -1;
    private const int LargestOnStack = 64;

    private readonly int[] _starts = Starts(counts);

    public int Width => width;

    public SupportVectors Vectors => vectors;

    public static ClassificationMachine Read(ref ModelReader reader, SupportVectors vectors, int width)
    {
        var places = reader.Wholes(width, Missing, width - 1);
        int[] labels = [.. Enumerable.Range(0, width).Where(label => places[label] != Missing).OrderBy(label => places[label])];
        var counts = reader.Wholes(labels.Length, 0, vectors.Count);
        if (labels.Length == 0 || labels.Index().Any(pair => places[pair.Item] != pair.Index) || counts.Sum(count => (long)count) != vectors.Count)
        {
            throw reader.Refuse("its classes do not fit its support vectors");
        }

        return new ClassificationMachine(
            vectors, counts, labels, reader.Doubles((labels.Length - 1L) * vectors.Count), reader.Doubles(labels.Length * (labels.Length - 1L) / 2), width);
    }

    public void Write(ModelWriter writer)
    {
        int[] places = [.. Enumerable.Range(0, width).Select(label => Array.IndexOf(labels, label))];
        writer.Add<int>(places).Add<int>(counts).Add<double>(coefficients).Add<double>(rho);
    }

    public void Decide(ReadOnlySpan<double> kernel, Span<float> scores)
    {
        Span<double> wins = labels.Length > LargestOnStack ? new double[labels.Length] : stackalloc double[labels.Length];
        Span<double> sums = labels.Length > LargestOnStack ? new double[labels.Length] : stackalloc double[labels.Length];
        for (int i = 0, pair = 0; i < labels.Length; i++)
        {
            for (var j = i + 1; j < labels.Length; j++, pair++)
            {
                var decision = Add(Add(0, kernel, j - 1, i), kernel, i, j) - rho[pair];
                wins[decision > 0 ? i : j]++;
                sums[i] += decision;
                sums[j] -= decision;
            }
        }

        scores.Fill(MissingScore);
        for (var i = 0; i < labels.Length; i++)
        {
            scores[labels[i]] = (float)(wins[i] + (sums[i] / (3 * (Math.Abs(sums[i]) + 1))));
        }
    }

    private static int[] Starts(int[] counts)
    {
        var starts = new int[counts.Length];
        for (var i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + counts[i - 1];
        }

        return starts;
    }

    /// <summary>Adds what the support vectors of one class have with the coefficients of one row; one running sum, as in LIBSVM.</summary>
    private double Add(double sum, ReadOnlySpan<double> kernel, int row, int own)
    {
        var end = _starts[own] + counts[own];
        for (var i = _starts[own]; i < end; i++)
        {
            sum += coefficients[(row * vectors.Count) + i] * kernel[i];
        }

        return sum;
    }
}
