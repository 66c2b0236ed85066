using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Views;

/// <summary>A collaboration as its operator sees it: how far it is, who is awaited since when and why, what came of each round.</summary>
public sealed record CollaborationView
{
    public required CollaborationId Id { get; init; }

    /// <summary>Recruiting, Planning, RoundOpen, Combining, Scoring, Paused, Completed, Converged, Failed or Cancelled.</summary>
    public required string State { get; init; }

    public required Terms Terms { get; init; }

    /// <summary>The current round, from 1.</summary>
    public required int Round { get; init; }

    public required int Step { get; init; }

    /// <summary>
    /// Who is awaited now: organizations, or <c>rewards</c>, <c>operator</c> when paused, <c>hub</c> for a coordinator in the
    /// hub. Empty at the end.
    /// </summary>
    public required IReadOnlyList<string> Awaited { get; init; }

    /// <summary>Since when they are awaited.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When the open step closes with those who came; null where everyone is awaited.</summary>
    public DateTimeOffset? Deadline { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Combined steps, oldest first.</summary>
    public required IReadOnlyList<RoundView> Rounds { get; init; }

    /// <summary>Combined steps whose scores have not come; scores trail behind rounds, and behind the end.</summary>
    public required int ScoresAwaited { get; init; }

    /// <summary>Newest last, at most the last hundred.</summary>
    public required IReadOnlyList<RefusalView> Refusals { get; init; }

    /// <summary>Refusals that are counted and not listed: older ones, and those of a flood.</summary>
    public long MoreRefusals { get; init; }

    /// <summary>In ascending order.</summary>
    public required IReadOnlyList<OrganizationView> Organizations { get; init; }

    /// <summary>SHA-256 of the coordinator's last state, once completed or converged.</summary>
    public ContentHash? FinalHash { get; init; }

    /// <summary>Why it failed, was cancelled or has been extended, in one line.</summary>
    public required string Reason { get; init; }

    /// <summary>True where nothing more will happen.</summary>
    public bool IsOver => EndedAt is not null;
}
