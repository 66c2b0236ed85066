using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>A step that was closed, for as long as its late contributions and copies can still arrive.</summary>
internal sealed record ClosedStep
{
    public required int Round { get; init; }

    public required int Step { get; init; }

    public required ContentHash Broadcast { get; init; }

    public required IReadOnlyList<OrganizationId> Recipients { get; init; }

    public required Lateness Lateness { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>In ascending order of organizations, then rounds, then steps: the order of every sum.</summary>
    public required IReadOnlyList<AcceptedContribution> Accepted { get; init; }

    public required IReadOnlyList<OrganizationId> Missing { get; init; }

    public static ClosedStep From(OpenStep step) => new()
    {
        Round = step.Round,
        Step = step.Step,
        Broadcast = step.Broadcast.Hash,
        Recipients = step.Plan.Recipients,
        Lateness = step.Plan.Lateness,
        OpenedAt = step.OpenedAt,
        Accepted = [.. step.Accepted.OrderBy(a => a.Organization).ThenBy(a => a.Round).ThenBy(a => a.Step)],
        Missing = step.Missing,
    };
}
