namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// The sponsor's overarching loss L with all that the rounds need of it (GAL, section 2.1). Scores F are N x K,
/// row-major, in double. Sums run over rows in order, so equal inputs give equal bits.
/// </summary>
internal abstract class SponsorLoss(double[] targets, int width)
{
    /// <summary>On separable data the best rate is infinite; the cap is the paper code's.</summary>
    public const double LargestRate = 300;

    public int Width => width;

    public int Rows => targets.Length;

    protected double[] Targets => targets;

    public static SponsorLoss Create(OverarchingLoss loss, Targets targets)
    {
        if (loss == OverarchingLoss.CrossEntropy != targets.Classes.HasValue)
        {
            throw new MethodException(targets.Classes.HasValue
                ? "gal: the targets are classes; their loss is crossEntropy."
                : "gal: the targets are real values; their loss is absolute or squared.");
        }

        return loss switch
        {
            OverarchingLoss.Absolute => new AbsoluteLoss(targets.Training),
            OverarchingLoss.Squared => new SquaredLoss(targets.Training),
            _ => new CrossEntropyLoss(targets.Training, targets.Width),
        };
    }

    /// <summary>F of round 0, the same for every row: K values.</summary>
    public abstract double[] Start();

    /// <summary>Mean loss over the training rows.</summary>
    public abstract double Value(ReadOnlySpan<double> scores);

    /// <summary>Pseudo-residuals -dL/dF, per row and not divided by N.</summary>
    public abstract double[] Residuals(ReadOnlySpan<double> scores);

    /// <summary>The rate in [0, 300] that minimises the mean loss at F + rate * g; 0 where there is no way down.</summary>
    /// <remarks>The paper's code takes the absolute value of a negative optimum, which walks uphill; here it is 0.</remarks>
    public abstract double Rate(ReadOnlySpan<double> scores, ReadOnlySpan<double> direction);

    protected static double Clamp(double rate) => double.IsNaN(rate) ? 0 : Math.Clamp(rate, 0, LargestRate);
}
