using System.Net.Mime;
using EventCollab.Contracts.Wire;
using MassTransit;

namespace EventCollab.Messaging.Serialization;

/// <summary>
/// Sends a received message on, to the error queue for instance: the same body under a new envelope. The message object
/// is never written; MassTransit passes a placeholder.
/// </summary>
internal sealed class RelaySerializer(WireEnvelope received, ReadOnlyMemory<byte> body) : IMessageSerializer
{
    public ContentType ContentType { get; } = new(WireSerializer.MediaType);

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        var envelope = WireSerializer.EnvelopeOf(context, received.MessageTypes, received.IsJson);
        envelope.MessageId ??= received.MessageId;
        envelope.SentTime = received.SentTime;
        envelope.ConversationId ??= received.ConversationId;
        envelope.CorrelationId ??= received.CorrelationId;
        return WireSerializer.Write(envelope, body, static (buffer, bytes) =>
        {
            bytes.Span.CopyTo(buffer.GetSpan(bytes.Length));
            buffer.Advance(bytes.Length);
        });
    }
}
