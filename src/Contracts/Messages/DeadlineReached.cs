namespace EventCollab.Contracts.Messages;

/// <summary>A deadline of the saga has come. A moved or closed step makes it harmless.</summary>
public sealed record DeadlineReached : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    /// <summary>True for the recruiting deadline, which has no step.</summary>
    [Field(3)] public bool Recruiting { get; init; }
}
