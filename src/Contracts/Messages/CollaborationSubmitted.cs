namespace EventCollab.Contracts.Messages;

/// <summary>The operator asks for a collaboration; the saga begins.</summary>
public sealed record CollaborationSubmitted : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required Terms Terms { get; init; }

    /// <summary>How long to wait for organizations to join.</summary>
    [Field(2)] public required TimeSpan RecruitingDeadline { get; init; }

    /// <summary>Organizations that must have joined at that deadline, the sponsor among them.</summary>
    [Field(3)] public required int MinimumOrganizations { get; init; }
}
