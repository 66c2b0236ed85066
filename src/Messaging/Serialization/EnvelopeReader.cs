using System.Runtime.Serialization;
using EventCollab.Contracts.Wire;

namespace EventCollab.Messaging.Serialization;

/// <summary>Reads the header of a frame, within bounds: it comes from other organizations.</summary>
internal static class EnvelopeReader
{
    private const int MaxTypes = 16;
    private const int MaxHeaders = 64;

    public static WireEnvelope Read(ReadOnlyMemory<byte> header)
    {
        var reader = new MessagePackReader(header);
        var envelope = new WireEnvelope { MessageTypes = [] };
        for (var left = reader.ReadMapHeader(); left > 0; left--)
        {
            ReadField(ref reader, envelope);
        }

        reader.ReadEnd();
        return envelope.MessageTypes.Length > 0 ? envelope : throw new SerializationException("The message does not say what it is.");
    }

    private static void ReadField(scoped ref MessagePackReader reader, WireEnvelope envelope)
    {
        switch ((EnvelopeKey)reader.ReadInt32())
        {
            case EnvelopeKey.Types:
                envelope.MessageTypes = ReadTypes(ref reader);
                break;
            case EnvelopeKey.MessageId:
                envelope.MessageId = ReadId(ref reader);
                break;
            case EnvelopeKey.SentTime:
                envelope.SentTime = reader.ReadTimestamp().UtcDateTime;
                break;
            case EnvelopeKey.ConversationId:
                envelope.ConversationId = ReadId(ref reader);
                break;
            case EnvelopeKey.CorrelationId:
                envelope.CorrelationId = ReadId(ref reader);
                break;
            case EnvelopeKey.InitiatorId:
                envelope.InitiatorId = ReadId(ref reader);
                break;
            case EnvelopeKey.RequestId:
                envelope.RequestId = ReadId(ref reader);
                break;
            case EnvelopeKey.ResponseAddress:
                envelope.ResponseAddress = ReadAddress(ref reader);
                break;
            case EnvelopeKey.FaultAddress:
                envelope.FaultAddress = ReadAddress(ref reader);
                break;
            case EnvelopeKey.DestinationAddress:
                envelope.DestinationAddress = ReadAddress(ref reader);
                break;
            case EnvelopeKey.Expiration:
                envelope.ExpirationTime = reader.ReadTimestamp().UtcDateTime;
                break;
            case EnvelopeKey.Headers:
                envelope.Headers = EnvelopeHeaders.Read(ref reader, MaxHeaders);
                break;
            case EnvelopeKey.Json:
                envelope.IsJson = reader.ReadBoolean();
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static string[] ReadTypes(scoped ref MessagePackReader reader)
    {
        var count = reader.ReadArrayHeader();
        if (count is 0 or > MaxTypes)
        {
            throw new SerializationException($"A message cannot be of {count} types.");
        }

        var types = new string[count];
        for (var i = 0; i < count; i++)
        {
            types[i] = reader.ReadString();
        }

        return types;
    }

    private static Guid ReadId(scoped ref MessagePackReader reader)
    {
        var bytes = reader.ReadBinarySpan();
        return bytes.Length == EnvelopeCodec.IdBytes ? new Guid(bytes, bigEndian: true) : throw new SerializationException($"An id has {EnvelopeCodec.IdBytes} bytes, not {bytes.Length}.");
    }

    private static Uri ReadAddress(scoped ref MessagePackReader reader) =>
        Uri.TryCreate(reader.ReadString(), UriKind.Absolute, out var address) ? address : throw new SerializationException("An address cannot be read.");
}
