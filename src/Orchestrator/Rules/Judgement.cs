using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>What the rules make of one contribution. No reason: it counts.</summary>
internal readonly record struct Judgement(RefusalReason? Reason, string Detail)
{
    public static Judgement Accepted { get; }

    public bool IsAccepted => Reason is null;

    /// <summary>The same bytes once more: the sender has its receipt already, so only the operator is told.</summary>
    public bool IsDuplicate => Reason is RefusalReason.Duplicate;

    public static Judgement Refuse(RefusalReason reason, string detail) => new(reason, detail);
}
