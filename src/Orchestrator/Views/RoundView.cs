using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Views;

/// <summary>A combined step.</summary>
public sealed record RoundView
{
    public required int Round { get; init; }

    public required int Step { get; init; }

    public required RoundReport Report { get; init; }

    /// <summary>Hash of the coordinator's state after the step.</summary>
    public required ContentHash State { get; init; }

    public required DateTimeOffset CombinedAt { get; init; }

    /// <summary>From opening to combined.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyList<OrganizationId> Accepted { get; init; }

    /// <summary>Late contributions to this step: refused, or accepted in a later one.</summary>
    public required int Late { get; init; }

    /// <summary>Refused contributions to this step, late ones included, copies not.</summary>
    public required int Refused { get; init; }
}
