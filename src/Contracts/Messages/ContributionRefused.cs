namespace EventCollab.Contracts.Messages;

/// <summary>A contribution does not count; the sender is told why.</summary>
public sealed record ContributionRefused : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required OrganizationId Organization { get; init; }

    [Field(4)] public required RefusalReason Reason { get; init; }

    /// <summary>One line for a person: what was expected and what came.</summary>
    [Field(5)] public required string Detail { get; init; }
}
