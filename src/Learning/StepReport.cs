namespace EventCollab.Learning;

/// <summary>What a combined step achieved, in numbers that may leave the coordinator.</summary>
public sealed record StepReport
{
    /// <summary>Training loss before and after the step.</summary>
    public double LossBefore { get; init; }

    public double Loss { get; init; }

    /// <summary><c>mad</c>, <c>accuracy</c> (percent) or empty.</summary>
    public string MetricName { get; init; } = string.Empty;

    /// <summary>The metric on the evaluation rows.</summary>
    public double Metric { get; init; }

    public double Rate { get; init; }

    /// <summary>Weight of each accepted organization, in ascending order.</summary>
    public IReadOnlyList<(string Organization, double Weight)> Weights { get; init; } = [];

    /// <summary>True where organizations were missing and the result was renormalised over the others.</summary>
    public bool Degraded { get; init; }
}
