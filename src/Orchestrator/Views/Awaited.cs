using EventCollab.Orchestrator.Saga;

namespace EventCollab.Orchestrator.Views;

/// <summary>Who the collaboration waits for; the operator's first question.</summary>
internal static class Awaited
{
    public static IReadOnlyList<string> By(CollaborationState saga) => saga.CurrentState switch
    {
        nameof(CollaborationStateMachine.Recruiting) => [.. saga.Members.Unanswered.Select(o => o.Value)],
        nameof(CollaborationStateMachine.RoundOpen) => [.. saga.Steps.Open!.Outstanding(saga.Members).Select(o => o.Value)],
        nameof(CollaborationStateMachine.Planning) or nameof(CollaborationStateMachine.Combining) => [saga.Terms.Sponsor?.Value ?? "hub"],
        nameof(CollaborationStateMachine.Scoring) => ["rewards"],
        nameof(CollaborationStateMachine.Paused) => ["operator"],
        _ => [],
    };
}
