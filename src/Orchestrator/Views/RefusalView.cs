using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Views;

/// <summary>A contribution that does not count, and why. Copies of what counts are listed with the reason Duplicate.</summary>
public sealed record RefusalView
{
    public required int Round { get; init; }

    public required int Step { get; init; }

    public required OrganizationId Organization { get; init; }

    public required RefusalReason Reason { get; init; }

    public required string Detail { get; init; }

    /// <summary>How often it was refused for this reason.</summary>
    public required int Times { get; init; }

    /// <summary>The last time.</summary>
    public required DateTimeOffset At { get; init; }
}
