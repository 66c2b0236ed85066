namespace EventCollab.Learning;

/// <summary>What the coordinator decides for a step.</summary>
public sealed record StepPlan
{
    public required TensorSet Broadcast { get; init; }

    /// <summary>In ascending order.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Contributions without which the deadline does not close the step.</summary>
    public required int Quorum { get; init; }

    /// <summary>Organizations without which the step never closes.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Null waits for everyone.</summary>
    public TimeSpan? Deadline { get; init; }

    public Lateness Lateness { get; init; }

    /// <summary>The tensors of each contribution, exactly.</summary>
    public required IReadOnlyList<TensorSpec> Expected { get; init; }
}
