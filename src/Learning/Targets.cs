namespace EventCollab.Learning;

/// <summary>The sponsor's targets: real values, or class numbers 0 .. Classes - 1 where <paramref name="Classes"/> is set.</summary>
public sealed record Targets(double[] Training, double[] Evaluation, int? Classes)
{
    /// <summary>Width of a prediction: 1 for regression, the number of classes for classification.</summary>
    public int Width => Classes ?? 1;
}
