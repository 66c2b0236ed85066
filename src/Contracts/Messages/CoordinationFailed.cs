namespace EventCollab.Contracts.Messages;

/// <summary>The coordinator cannot plan or combine a step; the collaboration fails with its reason.</summary>
public sealed record CoordinationFailed : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required string Reason { get; init; }
}
