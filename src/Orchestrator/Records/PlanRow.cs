using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Records;

/// <summary>The plan of an opened step as the intake reads it.</summary>
internal sealed record PlanRow
{
    public required RoundPlan Plan { get; init; }

    public required ContentHash Broadcast { get; init; }
}
