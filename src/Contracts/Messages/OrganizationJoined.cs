namespace EventCollab.Contracts.Messages;

/// <summary>An organization takes part.</summary>
public sealed record OrganizationJoined : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required OrganizationId Organization { get; init; }
}
