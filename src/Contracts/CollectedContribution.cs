namespace EventCollab.Contracts;

/// <summary>One contribution of a collected batch, verified and stored, not yet judged by the rules of the round.</summary>
public sealed record CollectedContribution
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required OrganizationId Organization { get; init; }

    [Field(4)] public required PayloadDescriptor Payload { get; init; }

    [Field(5)] public required ContentHash Broadcast { get; init; }

    /// <summary>Set where the bytes themselves were refused; then the contribution never counts.</summary>
    [Field(6)] public RefusalReason? Refused { get; init; }

    [Field(7)] public string Detail { get; init; } = string.Empty;
}
