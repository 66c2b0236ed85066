namespace EventCollab.Contracts.Messages;

/// <summary>An organization does not take part, and says why.</summary>
public sealed record OrganizationDeclined : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required OrganizationId Organization { get; init; }

    [Field(2)] public required string Reason { get; init; }
}
