namespace EventCollab.Contracts.Messages;

/// <summary>What each contribution of a step was worth, and each organization's share so far.</summary>
public sealed record ContributionsScored : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required IReadOnlyList<OrganizationWeight> Scores { get; init; }

    /// <summary>Share of each organization over all scored steps; sums to 1 where any progress was made.</summary>
    [Field(4)] public required IReadOnlyList<OrganizationWeight> Shares { get; init; }
}
