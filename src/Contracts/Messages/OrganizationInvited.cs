namespace EventCollab.Contracts.Messages;

/// <summary>The hub tells an organization that a collaboration wants it.</summary>
public sealed record OrganizationInvited : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required Terms Terms { get; init; }
}
