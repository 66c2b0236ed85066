using EventCollab.Contracts.Wire;

namespace EventCollab.Messaging.Serialization;

/// <summary>Writes the header of a frame: only the fields that are set.</summary>
internal static class EnvelopeWriter
{
    public static void Write(MessagePackWriter writer, WireEnvelope envelope)
    {
        var headers = EnvelopeHeaders.ToWrite(envelope.Headers);
        writer.WriteMapHeader(CountFields(envelope, headers.Count));
        writer.Write((long)EnvelopeKey.Types);
        writer.WriteArrayHeader(envelope.MessageTypes.Length);
        foreach (var type in envelope.MessageTypes)
        {
            writer.Write(type);
        }

        Write(writer, EnvelopeKey.MessageId, envelope.MessageId);
        Write(writer, EnvelopeKey.SentTime, envelope.SentTime);
        Write(writer, EnvelopeKey.ConversationId, envelope.ConversationId);
        Write(writer, EnvelopeKey.CorrelationId, envelope.CorrelationId);
        Write(writer, EnvelopeKey.InitiatorId, envelope.InitiatorId);
        Write(writer, EnvelopeKey.RequestId, envelope.RequestId);
        Write(writer, EnvelopeKey.ResponseAddress, envelope.ResponseAddress);
        Write(writer, EnvelopeKey.FaultAddress, envelope.FaultAddress);
        Write(writer, EnvelopeKey.DestinationAddress, envelope.DestinationAddress);
        Write(writer, EnvelopeKey.Expiration, envelope.ExpirationTime);
        if (headers.Count > 0)
        {
            writer.Write((long)EnvelopeKey.Headers);
            EnvelopeHeaders.Write(writer, headers);
        }

        if (envelope.IsJson)
        {
            writer.Write((long)EnvelopeKey.Json);
            writer.Write(value: true);
        }
    }

    private static int CountFields(WireEnvelope envelope, int headers) =>
        1 + Count(envelope.MessageId) + Count(envelope.SentTime) + Count(envelope.ConversationId) + Count(envelope.CorrelationId)
        + Count(envelope.InitiatorId) + Count(envelope.RequestId) + Count(envelope.ResponseAddress) + Count(envelope.FaultAddress)
        + Count(envelope.DestinationAddress) + Count(envelope.ExpirationTime) + (headers > 0 ? 1 : 0) + (envelope.IsJson ? 1 : 0);

    private static int Count<T>(T? value) => value is null ? 0 : 1;

    private static void Write(MessagePackWriter writer, EnvelopeKey key, Guid? id)
    {
        if (id is { } value)
        {
            Span<byte> bytes = stackalloc byte[EnvelopeCodec.IdBytes];
            value.TryWriteBytes(bytes, bigEndian: true, out _);
            writer.Write((long)key);
            writer.WriteBinary(bytes);
        }
    }

    private static void Write(MessagePackWriter writer, EnvelopeKey key, Uri? address)
    {
        if (address is not null)
        {
            writer.Write((long)key);
            writer.Write(address.OriginalString);
        }
    }

    private static void Write(MessagePackWriter writer, EnvelopeKey key, DateTime? time)
    {
        if (time is { } value)
        {
            writer.Write((long)key);
            writer.Write(new DateTimeOffset(value.ToUniversalTime(), TimeSpan.Zero));
        }
    }
}
