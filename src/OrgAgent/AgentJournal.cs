using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Hosting.Journal;

namespace EventCollab.OrgAgent;

/// <summary>The agent's questions to its journal, in the words of a collaboration.</summary>
internal sealed class AgentJournal(WorkJournal work)
{
    // The step that runs and the one before: the hub may ask again for what it lost in between, never for older ones.
    private const int KeptSteps = 2;
    private const int KeptRefusals = 16;
    private const int RememberedSteps = 2;

    public WorkJournal Work => work;

    public static WorkKey Invitation(CollaborationId collaboration) => new(collaboration, WorkKind.Invitation);

    public static WorkKey Withdrawal(CollaborationId collaboration) => new(collaboration, WorkKind.Withdrawal);

    public static WorkKey Ended(CollaborationId collaboration) => new(collaboration, WorkKind.Ended);

    /// <summary>Null where the organization was never invited.</summary>
    public Membership? MembershipOf(CollaborationId collaboration)
    {
        if (work.Find(Ended(collaboration)) is not null)
        {
            return Membership.Ended;
        }

        if (work.Find(Withdrawal(collaboration)) is not null)
        {
            return Membership.Withdrawn;
        }

        return work.Find(Invitation(collaboration)) switch
        {
            null => null,
            { Result: OrganizationJoined } => Membership.Joined,
            { Result: OrganizationDeclined } => Membership.Declined,
            _ => Membership.Invited,
        };
    }

    /// <summary>The terms that the organization agreed to, or was offered.</summary>
    public Terms? TermsOf(CollaborationId collaboration) =>
        work.Find(Invitation(collaboration))?.Task is OrganizationInvited invited ? invited.Terms : null;

    /// <summary>True where these are the terms that were agreed to, byte for byte.</summary>
    public bool Agreed(CollaborationId collaboration, Terms terms) =>
        TermsOf(collaboration) is { } agreed && ContractCodec.Encode(agreed).AsSpan().SequenceEqual(ContractCodec.Encode(terms));

    /// <summary>True for a step whose entries were let go of long ago: a copy of its task must not start it again.</summary>
    public bool IsForgotten(WorkKey key) =>
        work.Find(key) is null && (IsSuperseded(key) || (OldestKept(key.Collaboration) is { } oldest && key.Position.CompareTo(oldest) < 0));

    /// <summary>
    /// True for a training that nobody can count any more: while a round is open the hub remembers two closed steps, so an
    /// answer that is three rounds late is refused under every policy of lateness. The policy itself is not told to agents.
    /// </summary>
    public bool IsSuperseded(WorkKey key) => key.Kind is WorkKind.Contribution
        && work.Entries(key.Collaboration).Any(entry => entry.Key.Kind is WorkKind.Contribution && entry.Key.Round - key.Round > RememberedSteps);

    /// <summary>Lets go of steps that the hub can no longer ask for. Nothing unfinished or unannounced is ever let go of.</summary>
    public IReadOnlyList<WorkEntry> ForgetOldSteps(CollaborationId collaboration) =>
        OldestKept(collaboration) is { } oldest
            ? work.Forget(collaboration, entry => IsStep(entry.Key) && entry.Key.Position.CompareTo(oldest) < 0 && entry.Announced)
            : [];

    /// <summary>Keeps the newest reward and the last few refusals.</summary>
    public void ForgetOldNotes(CollaborationId collaboration)
    {
        var entries = work.Entries(collaboration);
        var reward = entries.LastOrDefault(entry => entry.Key.Kind == WorkKind.Reward)?.Key;
        var refusals = entries.Where(entry => entry.Key.Kind == WorkKind.Refusal).Select(entry => entry.Key).TakeLast(KeptRefusals).ToHashSet();
        work.Forget(collaboration, entry =>
            (entry.Key.Kind == WorkKind.Reward && entry.Key != reward)
            || (entry.Key.Kind == WorkKind.Refusal && !refusals.Contains(entry.Key)));
    }

    /// <summary>
    /// Lets go of every step where the organization has left or the collaboration has ended; the agreed terms, the final
    /// state's name, the reward and the refusals stay. Done again after a kill, so that no forgotten task comes back.
    /// </summary>
    public IReadOnlyList<WorkEntry> Settle(CollaborationId collaboration)
    {
        var membership = MembershipOf(collaboration);
        if (membership is not (Membership.Ended or Membership.Withdrawn))
        {
            return [];
        }

        var combined = work.Entries(collaboration).LastOrDefault(entry => entry is { Key.Kind: WorkKind.Combine, Result: RoundCombined });
        if (membership is Membership.Ended && combined is { Result: { } last })
        {
            work.Record(new WorkKey(collaboration, WorkKind.Final), last);
        }

        var over = work.Forget(collaboration, entry => IsStep(entry.Key));
        if (over.Count > 0)
        {
            work.Compact(collaboration);
        }

        work.Rest(collaboration);
        return over;
    }

    public Standing? StandingOf(CollaborationId collaboration)
    {
        if (MembershipOf(collaboration) is not { } membership)
        {
            return null;
        }

        var entries = work.Entries(collaboration);
        var ended = entries.FirstOrDefault(entry => entry.Key.Kind == WorkKind.Ended)?.Task as CollaborationEnded;
        return new Standing
        {
            Collaboration = collaboration,
            Membership = membership,
            Reason = ended?.Reason ?? entries.Select(entry => entry.Result).Select(ReasonOf).LastOrDefault(reason => reason.Length > 0) ?? string.Empty,
            Reward = entries.Select(entry => entry.Task).OfType<RewardIssued>().LastOrDefault(),
            Refusals = [.. entries.Select(entry => entry.Task).OfType<ContributionRefused>()],
            FinalHash = ended?.FinalHash,
        };
    }

    private static string ReasonOf(ICollaborationMessage? result) => result switch
    {
        OrganizationDeclined declined => declined.Reason,
        OrganizationWithdrew withdrew => withdrew.Reason,
        _ => string.Empty,
    };

    private static bool IsStep(WorkKey key) => key.Kind is WorkKind.Plan or WorkKind.Contribution or WorkKind.Combine;

    private (int Round, int Step)? OldestKept(CollaborationId collaboration)
    {
        var positions = work.Entries(collaboration).Where(entry => IsStep(entry.Key)).Select(entry => entry.Key.Position).Distinct().ToList();
        return positions.Count >= KeptSteps ? positions[^KeptSteps] : null;
    }
}
