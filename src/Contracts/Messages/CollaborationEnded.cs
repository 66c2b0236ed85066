namespace EventCollab.Contracts.Messages;

/// <summary>A collaboration is over; whoever took part may let go of what it kept for open steps.</summary>
public sealed record CollaborationEnded : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    /// <summary>Completed, Converged, Failed or Cancelled.</summary>
    [Field(1)] public required string State { get; init; }

    [Field(2)] public string Reason { get; init; } = string.Empty;

    [Field(3)] public ContentHash? FinalHash { get; init; }
}
