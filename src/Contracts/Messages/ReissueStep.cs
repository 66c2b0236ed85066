namespace EventCollab.Contracts.Messages;

/// <summary>After a restart the hub asks its saga to send the messages of its current step again.</summary>
public sealed record ReissueStep : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }
}
