namespace EventCollab.Contracts.Messages;

/// <summary>The coordinator combined a step.</summary>
public sealed record RoundCombined : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required RoundOutcome Outcome { get; init; }

    /// <summary>The step that follows where the outcome is to continue: the same round with a higher step, or the next round with step 0.</summary>
    [Field(4)] public required int NextRound { get; init; }

    [Field(5)] public required int NextStep { get; init; }

    /// <summary>The coordinator's state after the step; its hash is the final hash when the collaboration ends here.</summary>
    [Field(6)] public required PayloadDescriptor State { get; init; }

    [Field(7)] public required RoundReport Report { get; init; }
}
