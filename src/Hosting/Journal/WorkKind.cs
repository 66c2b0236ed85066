namespace EventCollab.Hosting.Journal;

/// <summary>What a piece of work is about. The numbers are on disk: they stay for ever.</summary>
public enum WorkKind
{
    Invitation = 0,
    Plan = 1,
    Contribution = 2,
    Combine = 3,
    Withdrawal = 4,
    Reward = 5,
    Refusal = 6,
    Ended = 7,

    /// <summary>The last combined step of a collaboration that ended: it names the final state.</summary>
    Final = 8,
}
