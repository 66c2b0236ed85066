namespace EventCollab.Contracts;

/// <summary>What the coordinator decided for a step: who is asked, what is expected, how long and for how many to wait.</summary>
public sealed record RoundPlan
{
    /// <summary>Organizations that get a task, in ascending order.</summary>
    [Field(0)] public required IReadOnlyList<OrganizationId> Recipients { get; init; }

    /// <summary>Contributions without which the deadline does not close the step.</summary>
    [Field(1)] public required int Quorum { get; init; }

    /// <summary>Organizations without whose contribution the step never closes (GAL: the sponsor).</summary>
    [Field(2)] public IReadOnlyList<OrganizationId> Required { get; init; } = [];

    /// <summary>Time from opening to deadline; null waits for everyone.</summary>
    [Field(3)] public TimeSpan? Deadline { get; init; }

    [Field(4)] public Lateness Lateness { get; init; }

    /// <summary>Tensors that each contribution must hold, exactly; empty where the codec decides.</summary>
    [Field(5)] public IReadOnlyList<TensorDescriptor> Expected { get; init; } = [];

    /// <summary>Largest contribution in bytes.</summary>
    [Field(6)] public required long MaxContributionBytes { get; init; }

    /// <summary>True where the next step must wait for this one's scores.</summary>
    [Field(7)] public bool ScoresGateNextStep { get; init; }
}
