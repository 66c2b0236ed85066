using EventCollab.Learning.Models;

namespace EventCollab.LearnersBench;

/// <summary>What was measured of a case.</summary>
/// <param name="Case">Which.</param>
/// <param name="Ours">Processor seconds of each alternation.</param>
/// <param name="Theirs">The peer's.</param>
/// <param name="Difference">Largest between the predictions; for classes by LIBSVM the share of rows that are classed otherwise.</param>
internal sealed record Row(Case Case, IReadOnlyList<double> Ours, IReadOnlyList<double> Theirs, double Difference)
{
    /// <summary>Ours may take 5 % more.</summary>
    public const double Bar = 1.05;

    /// <summary>
    /// Above it the two did not learn the same, and times mean nothing. svm-train reads gamma as float32, and a solver that stops within
    /// 1e-3 of the optimum ends at another point of that size; with the same gamma the two are equal, as the tests show.
    /// </summary>
    public double LargestDifference => Case.Kind == LocalModelKind.Svm ? 1e-2 : 1e-5;

    public double OurSeconds => Median(Ours);

    public double TheirSeconds => Median(Theirs);

    public double Ratio => OurSeconds / TheirSeconds;

    public bool Learned => Difference <= LargestDifference;

    /// <summary>Least and most of the pairs' ratios.</summary>
    public (double Least, double Most) Range
    {
        get
        {
            var ratios = Ours.Zip(Theirs, (own, other) => own / other).ToList();
            return (ratios.Min(), ratios.Max());
        }
    }

    private static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
