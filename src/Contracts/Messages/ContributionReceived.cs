namespace EventCollab.Contracts.Messages;

/// <summary>An organization's reply to a task.</summary>
public sealed record ContributionReceived : ICollaborationMessage, IPayloadCarrier
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required OrganizationId Organization { get; init; }

    [Field(4)] public Payload? Payload { get; init; }

    /// <summary>SHA-256 of the broadcast that it answers: a reply to other bytes is a reply to another task.</summary>
    [Field(5)] public required ContentHash Broadcast { get; init; }

    public IPayloadCarrier WithPayload(Payload payload) => this with { Payload = payload };
}
