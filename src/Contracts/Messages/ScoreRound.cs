namespace EventCollab.Contracts.Messages;

/// <summary>The saga asks for the scores of a combined step.</summary>
public sealed record ScoreRound : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required string Method { get; init; }

    /// <summary>Everyone who was asked, in ascending order.</summary>
    [Field(4)] public required IReadOnlyList<OrganizationId> Organizations { get; init; }

    [Field(5)] public required RoundReport Report { get; init; }
}
