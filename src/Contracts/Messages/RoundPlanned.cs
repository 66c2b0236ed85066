namespace EventCollab.Contracts.Messages;

/// <summary>The coordinator's plan of a step, with the broadcast.</summary>
public sealed record RoundPlanned : ICollaborationMessage, IPayloadCarrier
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required RoundPlan Plan { get; init; }

    /// <summary>The broadcast.</summary>
    [Field(4)] public Payload? Payload { get; init; }

    /// <summary>The coordinator's state that the step starts from; its bytes stay with the coordinator.</summary>
    [Field(5)] public required PayloadDescriptor State { get; init; }

    public IPayloadCarrier WithPayload(Payload payload) => this with { Payload = payload };
}
