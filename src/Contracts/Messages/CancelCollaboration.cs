namespace EventCollab.Contracts.Messages;

/// <summary>The operator ends a collaboration.</summary>
public sealed record CancelCollaboration : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public string Reason { get; init; } = string.Empty;
}
