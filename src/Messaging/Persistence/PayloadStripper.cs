using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Messaging.Persistence;

/// <summary>Takes the bytes of payloads out of messages that go into tables.</summary>
internal static class PayloadStripper
{
    /// <exception cref="PayloadException">The payload is not in the payload store, so that it could never be sent.</exception>
    public static T Strip<T>(T message, IPayloadStore? payloads)
        where T : class, ICollaborationMessage
    {
        if (message is not IPayloadCarrier { Payload: { } payload } carrier)
        {
            return message;
        }

        if (payload.Descriptor.Length > 0 && payloads?.Contains(payload.Descriptor.Hash) != true)
        {
            throw new PayloadException($"Payload {payload.Descriptor.Hash} of {typeof(T).Name} is not in the store; put it there first.");
        }

        return payload.Inline.IsEmpty ? message : (T)carrier.WithPayload(payload with { Inline = default });
    }
}
