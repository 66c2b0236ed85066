using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Serialization;
using EventCollab.Contracts.Wire;
using MassTransit.Serialization;

namespace EventCollab.Messaging.Serialization;

/// <summary>
/// The frame of a message: version (1 byte), length of the header (4 bytes, big-endian), header (MessagePack map with
/// small numbers as keys), body. Unknown keys are passed over, so that a newer sender is understood.
/// </summary>
internal static class EnvelopeCodec
{
    public const byte Version = 1;
    public const int PrefixBytes = 5;

    /// <summary>The bytes come from other organizations; no honest header is near this.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    private const int MaxTypes = 16;
    private const int MaxHeaders = 64;
    private const int IdBytes = 16;

    /// <summary>Positions are for ever.</summary>
    private enum Key
    {
        Types = 0,
        MessageId = 1,
        SentTime = 2,
        ConversationId = 3,
        CorrelationId = 4,
        InitiatorId = 5,
        RequestId = 6,
        ResponseAddress = 7,
        FaultAddress = 8,
        DestinationAddress = 9,
        Expiration = 10,
        Headers = 11,
        Json = 12,
    }

    /// <summary>Writes version and header; the body comes behind.</summary>
    public static void Write(PooledBufferWriter buffer, WireEnvelope envelope)
    {
        buffer.GetSpan(PrefixBytes)[..PrefixBytes].Clear();
        buffer.Advance(PrefixBytes);
        WriteHeader(new MessagePackWriter(buffer), envelope);
        var length = buffer.WrittenSpan.Length - PrefixBytes;
        if (length > MaxHeaderBytes)
        {
            throw new SerializationException($"The header of {envelope.MessageTypes[0]} has {length} bytes; at most {MaxHeaderBytes} travel.");
        }

        WritePrefix(buffer.WrittenMemory, length);
    }

    /// <summary>Reads version and header and gives the body, a slice of the input.</summary>
    /// <exception cref="SerializationException">The bytes are anything else; no other exception depends on the bytes.</exception>
    public static WireEnvelope Read(ReadOnlyMemory<byte> frame, out ReadOnlyMemory<byte> body)
    {
        if (frame.Length < PrefixBytes || frame.Span[0] != Version)
        {
            throw new SerializationException(frame.IsEmpty ? "The message is empty." : $"The message has version {frame.Span[0]}; {Version} is known, or it is cut.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(frame.Span[1..]);
        if (length > MaxHeaderBytes || length > frame.Length - PrefixBytes)
        {
            throw new SerializationException($"A header of {length} bytes cannot be in a message of {frame.Length}.");
        }

        body = frame[(PrefixBytes + (int)length)..];
        return ReadHeader(frame.Slice(PrefixBytes, (int)length));
    }

    private static void WritePrefix(ReadOnlyMemory<byte> written, int length)
    {
        var prefix = System.Runtime.InteropServices.MemoryMarshal.AsMemory(written).Span;
        prefix[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)length);
    }

    private static void WriteHeader(MessagePackWriter writer, WireEnvelope envelope)
    {
        var headers = EnvelopeHeaders.ToWrite(envelope.Headers);
        writer.WriteMapHeader(CountFields(envelope, headers.Count));
        writer.Write((long)Key.Types);
        writer.WriteArrayHeader(envelope.MessageTypes.Length);
        foreach (var type in envelope.MessageTypes)
        {
            writer.Write(type);
        }

        Write(writer, Key.MessageId, envelope.MessageId);
        Write(writer, Key.SentTime, envelope.SentTime);
        Write(writer, Key.ConversationId, envelope.ConversationId);
        Write(writer, Key.CorrelationId, envelope.CorrelationId);
        Write(writer, Key.InitiatorId, envelope.InitiatorId);
        Write(writer, Key.RequestId, envelope.RequestId);
        Write(writer, Key.ResponseAddress, envelope.ResponseAddress);
        Write(writer, Key.FaultAddress, envelope.FaultAddress);
        Write(writer, Key.DestinationAddress, envelope.DestinationAddress);
        Write(writer, Key.Expiration, envelope.ExpirationTime);
        if (headers.Count > 0)
        {
            writer.Write((long)Key.Headers);
            EnvelopeHeaders.Write(writer, headers);
        }

        if (envelope.IsJson)
        {
            writer.Write((long)Key.Json);
            writer.Write(value: true);
        }
    }

    private static int CountFields(WireEnvelope envelope, int headers) =>
        1 + Count(envelope.MessageId) + Count(envelope.SentTime) + Count(envelope.ConversationId) + Count(envelope.CorrelationId)
        + Count(envelope.InitiatorId) + Count(envelope.RequestId) + Count(envelope.ResponseAddress) + Count(envelope.FaultAddress)
        + Count(envelope.DestinationAddress) + Count(envelope.ExpirationTime) + (headers > 0 ? 1 : 0) + (envelope.IsJson ? 1 : 0);

    private static int Count<T>(T? value) => value is null ? 0 : 1;

    private static void Write(MessagePackWriter writer, Key key, Guid? id)
    {
        if (id is { } value)
        {
            Span<byte> bytes = stackalloc byte[IdBytes];
            value.TryWriteBytes(bytes, bigEndian: true, out _);
            writer.Write((long)key);
            writer.WriteBinary(bytes);
        }
    }

    private static void Write(MessagePackWriter writer, Key key, Uri? address)
    {
        if (address is not null)
        {
            writer.Write((long)key);
            writer.Write(address.OriginalString);
        }
    }

    private static void Write(MessagePackWriter writer, Key key, DateTime? time)
    {
        if (time is { } value)
        {
            writer.Write((long)key);
            writer.Write(new DateTimeOffset(value.ToUniversalTime(), TimeSpan.Zero));
        }
    }

    private static WireEnvelope ReadHeader(ReadOnlyMemory<byte> header)
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
        switch ((Key)reader.ReadInt32())
        {
            case Key.Types:
                envelope.MessageTypes = ReadTypes(ref reader);
                break;
            case Key.MessageId:
                envelope.MessageId = ReadId(ref reader);
                break;
            case Key.SentTime:
                envelope.SentTime = reader.ReadTimestamp().UtcDateTime;
                break;
            case Key.ConversationId:
                envelope.ConversationId = ReadId(ref reader);
                break;
            case Key.CorrelationId:
                envelope.CorrelationId = ReadId(ref reader);
                break;
            case Key.InitiatorId:
                envelope.InitiatorId = ReadId(ref reader);
                break;
            case Key.RequestId:
                envelope.RequestId = ReadId(ref reader);
                break;
            case Key.ResponseAddress:
                envelope.ResponseAddress = ReadAddress(ref reader);
                break;
            case Key.FaultAddress:
                envelope.FaultAddress = ReadAddress(ref reader);
                break;
            case Key.DestinationAddress:
                envelope.DestinationAddress = ReadAddress(ref reader);
                break;
            case Key.Expiration:
                envelope.ExpirationTime = reader.ReadTimestamp().UtcDateTime;
                break;
            case Key.Headers:
                envelope.Headers = EnvelopeHeaders.Read(ref reader, MaxHeaders);
                break;
            case Key.Json:
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
        return bytes.Length == IdBytes ? new Guid(bytes, bigEndian: true) : throw new SerializationException($"An id has {IdBytes} bytes, not {bytes.Length}.");
    }

    private static Uri ReadAddress(scoped ref MessagePackReader reader) =>
        Uri.TryCreate(reader.ReadString(), UriKind.Absolute, out var address) ? address : throw new SerializationException("An address cannot be read.");
}
