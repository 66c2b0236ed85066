using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Records;

/// <summary>A combined step as it is kept for views and audits.</summary>
internal sealed record StepRow
{
    public required DateTimeOffset OpenedAt { get; init; }

    public required DateTimeOffset CombinedAt { get; init; }

    public required RoundOutcome Outcome { get; init; }

    public required RoundReport Report { get; init; }

    /// <summary>Hash of the coordinator's state after the step.</summary>
    public required ContentHash State { get; init; }

    public required IReadOnlyList<AcceptedRow> Accepted { get; init; }

    public required IReadOnlyList<OrganizationId> Recipients { get; init; }

    /// <summary>An accepted contribution without its tensors' names.</summary>
    internal sealed record AcceptedRow(OrganizationId Organization, int Round, int Step, ContentHash Hash, long Length);
}
