using System.Text.Json.Serialization;
using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>The step that collects: its plan, what was accepted, and its barrier.</summary>
internal sealed class OpenStep
{
    /// <summary>
    /// How often a deadline without a quorum is moved, each time by twice as long: 1 + 2 + 4 + 8 deadlines in all. A site's
    /// short outage then costs time and not the collaboration, and a site that never comes back ends it with its name.
    /// </summary>
    public const int MaxExtensions = 3;

    public required int Round { get; init; }

    public required int Step { get; init; }

    public required RoundPlan Plan { get; init; }

    public required PayloadDescriptor Broadcast { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? Deadline { get; set; }

    public int Extensions { get; set; }

    /// <summary>In order of arrival; the order of sums is made when the step closes.</summary>
    public List<AcceptedContribution> Accepted { get; init; } = [];

    public IReadOnlyList<OrganizationId> Outstanding(Membership members) =>
        [.. Plan.Recipients.Where(o => !members.Withdrew(o) && !Answered(o)).Order()];

    /// <summary>Recipients whose contribution to this step is not there, withdrawn ones included, in ascending order.</summary>
    [JsonIgnore]
    public IReadOnlyList<OrganizationId> Missing => [.. Plan.Recipients.Where(o => !Answered(o)).Order()];

    /// <summary>
    /// Re-evaluated on every event (a contribution, a withdrawal, the deadline, a resume), since any may be the last that
    /// was awaited.
    /// </summary>
    public Verdict Evaluate(DateTimeOffset now, Membership members)
    {
        if (Plan.Required.Any(o => members.Withdrew(o) && !Answered(o)))
        {
            return Verdict.Failed;
        }

        var outstanding = Outstanding(members);
        if (outstanding.Count == 0)
        {
            return Accepted.Count > 0 ? Verdict.Complete : Verdict.Failed;
        }

        if (Plan.Lateness is Lateness.Buffer && Accepted.Count >= Plan.Quorum && RequiredAnswered)
        {
            return Verdict.Complete;
        }

        if (Deadline is not { } deadline || now < deadline)
        {
            return Verdict.Wait;
        }

        return HasQuorum(outstanding.Count) && RequiredAnswered ? Verdict.Complete : Extend(now);
    }

    /// <summary>One line for a person: who is awaited and what is needed.</summary>
    public string Describe(Membership members) =>
        $"round {Round} step {Step}: {Organizations} of {Plan.Recipients.Count} contributed, quorum {Plan.Quorum}, "
        + $"no contribution from {string.Join(", ", Outstanding(members).DefaultIfEmpty())}"
        + (RequiredAnswered ? "" : $" (required: {string.Join(", ", Plan.Required.Where(o => !Answered(o)))})");

    private bool RequiredAnswered => Plan.Required.All(Answered);

    /// <summary>A carried-over contribution makes its organization count for the quorum.</summary>
    private int Organizations => Accepted.Select(a => a.Organization).Distinct().Count();

    private bool Answered(OrganizationId organization) =>
        Accepted.Exists(a => a.Organization == organization && a.Round == Round && a.Step == Step);

    /// <summary>Who withdrew cannot be asked for any more, so the quorum is never larger than what can still be reached.</summary>
    private bool HasQuorum(int outstanding) => Organizations > 0 && Organizations >= Math.Min(Plan.Quorum, Organizations + outstanding);

    private Verdict Extend(DateTimeOffset now)
    {
        if (Extensions >= MaxExtensions || Plan.Deadline is not { } length)
        {
            return Verdict.Failed;
        }

        Extensions++;
        Deadline = now + (length * (1 << Extensions));
        return Verdict.Extended;
    }
}
