namespace EventCollab.Contracts.Messages;

/// <summary>The operator resumes a paused collaboration.</summary>
public sealed record ResumeCollaboration : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }
}
