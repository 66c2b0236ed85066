namespace EventCollab.Contracts.Messages;

/// <summary>The task that a step asks of one organization, with the broadcast.</summary>
public sealed record RoundOpened : ICollaborationMessage, IPayloadCarrier
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required int Round { get; init; }

    [Field(2)] public required int Step { get; init; }

    [Field(3)] public required OrganizationId Organization { get; init; }

    [Field(4)] public Payload? Payload { get; init; }

    /// <summary>Tensors that the contribution must hold, exactly; empty where the codec decides.</summary>
    [Field(5)] public IReadOnlyList<TensorDescriptor> Expected { get; init; } = [];

    public IPayloadCarrier WithPayload(Payload payload) => this with { Payload = payload };
}
