namespace EventCollab.Contracts.Messages;

/// <summary>An organization leaves a running collaboration; its barrier is evaluated again at once.</summary>
public sealed record OrganizationWithdrew : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required OrganizationId Organization { get; init; }

    [Field(2)] public required string Reason { get; init; }
}
