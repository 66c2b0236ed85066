namespace EventCollab.Contracts;

/// <summary>A message that carries one payload. Stores and outboxes keep it without the bytes and attach them when it is delivered.</summary>
public interface IPayloadCarrier
{
    Payload? Payload { get; }

    /// <summary>The same message with another payload (with or without its bytes).</summary>
    IPayloadCarrier WithPayload(Payload payload);
}
