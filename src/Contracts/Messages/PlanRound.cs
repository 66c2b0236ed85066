namespace EventCollab.Contracts.Messages;

/// <summary>The saga asks the coordinator for the plan of a step.</summary>
public sealed record PlanRound : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required Terms Terms { get; init; }

    /// <summary>Organizations that joined and did not withdraw, in ascending order.</summary>
    [Field(4)] public required IReadOnlyList<OrganizationId> Members { get; init; }

    /// <summary>The coordinator's state after the step before; null before the first.</summary>
    [Field(5)] public PayloadDescriptor? State { get; init; }
}
