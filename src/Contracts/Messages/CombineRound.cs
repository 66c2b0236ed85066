namespace EventCollab.Contracts.Messages;

/// <summary>The saga asks the coordinator to combine the accepted contributions.</summary>
public sealed record CombineRound : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required Terms Terms { get; init; }

    [Field(4)] public required PayloadDescriptor State { get; init; }

    /// <summary>In ascending order of organizations; their bytes were sent before this message.</summary>
    [Field(5)] public required IReadOnlyList<AcceptedContribution> Accepted { get; init; }

    /// <summary>The plan's recipients whose contribution is missing, in ascending order.</summary>
    [Field(6)] public IReadOnlyList<OrganizationId> Missing { get; init; } = [];
}
