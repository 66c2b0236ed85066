namespace EventCollab.Contracts.Messages;

/// <summary>What one organization is told of its own worth; nobody else's.</summary>
public sealed record RewardIssued : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required OrganizationId Organization { get; init; }

    [Field(4)] public required double Score { get; init; }

    [Field(5)] public required double Share { get; init; }
}
