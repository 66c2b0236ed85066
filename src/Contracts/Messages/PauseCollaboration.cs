namespace EventCollab.Contracts.Messages;

/// <summary>The operator pauses a collaboration.</summary>
public sealed record PauseCollaboration : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }
}
