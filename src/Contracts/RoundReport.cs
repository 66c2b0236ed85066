namespace EventCollab.Contracts;

/// <summary>What a combined step achieved, in numbers that may leave the coordinator.</summary>
public sealed record RoundReport
{
    /// <summary>Training loss before the step was applied.</summary>
    [Field(0)] public double LossBefore { get; init; }

    /// <summary>Training loss after it.</summary>
    [Field(1)] public double Loss { get; init; }

    /// <summary>For example <c>mad</c> or <c>accuracy</c> (percent); empty where the method has none.</summary>
    [Field(2)] public string MetricName { get; init; } = string.Empty;

    /// <summary>The metric on the evaluation rows.</summary>
    [Field(3)] public double Metric { get; init; }

    /// <summary>Step length (GAL: the assisted learning rate).</summary>
    [Field(4)] public double Rate { get; init; }

    /// <summary>Weight of each accepted organization, in ascending order of organizations.</summary>
    [Field(5)] public IReadOnlyList<OrganizationWeight> Weights { get; init; } = [];

    /// <summary>True where organizations that should have taken part were missing and the result was renormalised.</summary>
    [Field(6)] public bool Degraded { get; init; }
}
