using System.Text.Json.Serialization;
using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>
/// The rules of a round: what a contribution counts for, given the step that is open and those closed before it. Knows
/// neither bus nor clock nor database; it is part of the saga's row.
/// </summary>
internal sealed class Steps
{
    /// <summary>
    /// How many closed steps are remembered; a contribution to an older one is late under every policy, and its payloads are
    /// gone.
    /// </summary>
    public const int Remembered = 2;

    public OpenStep? Open { get; set; }

    /// <summary>Oldest first.</summary>
    public List<ClosedStep> Closed { get; init; } = [];

    /// <summary>Late contributions that came while no step was open and count in the next.</summary>
    public List<CollectedContribution> Kept { get; init; } = [];

    /// <summary>The collaboration is over: nothing is kept for a next step any more.</summary>
    public bool Ended { get; set; }

    /// <summary>The step that was closed last.</summary>
    [JsonIgnore]
    public ClosedStep? Last => Closed.Count > 0 ? Closed[^1] : null;

    /// <summary>Opens a step. Returns the kept contributions that its policy does not take.</summary>
    public IReadOnlyList<CollectedContribution> Begin(OpenStep step)
    {
        Open = step;
        List<CollectedContribution> kept = [.. Kept];
        Kept.Clear();
        if (step.Plan.Lateness is Lateness.Drop)
        {
            return kept;
        }

        step.Accepted.AddRange(kept.Select(Accepted));
        return [];
    }

    public ClosedStep Close()
    {
        var closed = ClosedStep.From(Open ?? throw new InvalidOperationException("No step is open."));
        Open = null;
        Closed.Add(closed);
        Closed.RemoveRange(0, Math.Max(0, Closed.Count - Remembered));
        return closed;
    }

    /// <summary>Ends the collecting for good; what comes now is late.</summary>
    public void End()
    {
        if (Open is not null)
        {
            Close();
        }

        Kept.Clear();
        Ended = true;
    }

    public Judgement Judge(CollectedContribution contribution, Membership members)
    {
        if (members.Find(contribution.Organization) is null)
        {
            return Judgement.Refuse(RefusalReason.UnknownOrganization, $"{contribution.Organization} was not invited.");
        }

        // Before everything else: a copy of what counts is a copy, also when its step has long been closed.
        var counted = Counted(contribution);
        if (counted == contribution.Payload.Hash)
        {
            return Judgement.Refuse(RefusalReason.Duplicate, "The same bytes count already.");
        }

        if (contribution.Refused is { } refused)
        {
            return Judgement.Refuse(refused, contribution.Detail);
        }

        return counted is { } first
            ? Judgement.Refuse(RefusalReason.Conflict, $"Other bytes were accepted first: {first}.")
            : JudgeByStep(contribution, members);
    }

    private Judgement JudgeByStep(CollectedContribution contribution, Membership members)
    {
        if (Open is { } open && IsOf(contribution, open.Round, open.Step))
        {
            return Fits(contribution, open.Plan.Recipients, open.Broadcast.Hash, members) ?? Accept(open, contribution);
        }

        if (Closed.Find(c => IsOf(contribution, c.Round, c.Step)) is { } closed)
        {
            return Fits(contribution, closed.Recipients, closed.Broadcast, members) ?? JudgeLate(contribution);
        }

        return IsPast(contribution)
            ? Late(contribution)
            : Judgement.Refuse(
                RefusalReason.WrongRound, $"Round {contribution.Round} step {contribution.Step} is not open; {DescribeOpen()}.");
    }

    private Judgement JudgeLate(CollectedContribution contribution)
    {
        if (Ended || (Open?.Plan.Lateness ?? Last?.Lateness) is null or Lateness.Drop)
        {
            return Late(contribution);
        }

        if (Open is { } open)
        {
            return Accept(open, contribution);
        }

        Kept.Add(contribution);
        return Judgement.Accepted;
    }

    private static Judgement? Fits(
        CollectedContribution contribution, IReadOnlyList<OrganizationId> recipients, ContentHash broadcast, Membership members)
    {
        if (!recipients.Contains(contribution.Organization))
        {
            return Judgement.Refuse(
                RefusalReason.NotARecipient,
                $"Round {contribution.Round} step {contribution.Step} did not ask {contribution.Organization}.");
        }

        if (members.Withdrew(contribution.Organization))
        {
            return Judgement.Refuse(RefusalReason.NotARecipient, $"{contribution.Organization} withdrew.");
        }

        return contribution.Broadcast == broadcast
            ? null
            : Judgement.Refuse(RefusalReason.WrongRound, $"It answers the broadcast {contribution.Broadcast}, not {broadcast}.");
    }

    private static Judgement Accept(OpenStep open, CollectedContribution contribution)
    {
        open.Accepted.Add(Accepted(contribution));
        return Judgement.Accepted;
    }

    private Judgement Late(CollectedContribution contribution) =>
        Judgement.Refuse(RefusalReason.Late, $"Round {contribution.Round} step {contribution.Step} is closed; {DescribeOpen()}.");

    private string DescribeOpen() => Open is { } open ? $"round {open.Round} step {open.Step} is open" : "no step is open";

    /// <summary>The hash that counts for the same round, step and organization, wherever it counts.</summary>
    private ContentHash? Counted(CollectedContribution contribution)
    {
        bool Same(AcceptedContribution a) => a.Organization == contribution.Organization && IsOf(contribution, a.Round, a.Step);

        return Closed.SelectMany(c => c.Accepted).Concat(Open?.Accepted ?? []).FirstOrDefault(Same)?.Payload.Hash
            ?? Kept.Find(k => k.Organization == contribution.Organization && IsOf(contribution, k.Round, k.Step))?.Payload.Hash;
    }

    private bool IsPast(CollectedContribution contribution)
    {
        (int, int) newest = Open is { } open ? (open.Round, open.Step) : Last is { } last ? (last.Round, last.Step) : (0, 0);
        return contribution is { Round: >= 1, Step: >= 0 } && (contribution.Round, contribution.Step).CompareTo(newest) < 0;
    }

    private static bool IsOf(CollectedContribution contribution, int round, int step) =>
        contribution.Round == round && contribution.Step == step;

    private static AcceptedContribution Accepted(CollectedContribution c) =>
        new() { Organization = c.Organization, Payload = c.Payload, Round = c.Round, Step = c.Step };
}
