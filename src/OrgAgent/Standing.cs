using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.OrgAgent;

/// <summary>What an agent knows of a collaboration: its own place in it, its own worth, and what was refused.</summary>
public sealed record Standing
{
    public required CollaborationId Collaboration { get; init; }

    public required Membership Membership { get; init; }

    /// <summary>Why it declined or withdrew, or how the collaboration ended.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>The last reward that came.</summary>
    public RewardIssued? Reward { get; init; }

    /// <summary>The last refusals, oldest first.</summary>
    public IReadOnlyList<ContributionRefused> Refusals { get; init; } = [];

    /// <summary>Address of the final state, once the collaboration has ended with one.</summary>
    public ContentHash? FinalHash { get; init; }
}
