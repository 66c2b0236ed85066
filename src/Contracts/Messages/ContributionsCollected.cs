namespace EventCollab.Contracts.Messages;

/// <summary>Contributions that were verified and committed together; the saga judges them by the rules of the round.</summary>
public sealed record ContributionsCollected : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required IReadOnlyList<CollectedContribution> Contributions { get; init; }
}
