using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Serialization;
using EventCollab.Contracts.Wire;

namespace EventCollab.Messaging.Serialization;

/// <summary>
/// The frame of a message: version (1 byte), length of the header (4 bytes, big-endian), header (MessagePack map with
/// small numbers as keys), body. Unknown keys are passed over, so that a newer sender is understood.
/// </summary>
internal static class EnvelopeCodec
{
    public const byte Version = 1;
    public const int PrefixBytes = 5;
    public const int IdBytes = 16;

    /// <summary>The bytes come from other organizations; no honest header is near this.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    /// <summary>Writes version and header; the body comes behind.</summary>
    public static void Write(PooledBufferWriter buffer, WireEnvelope envelope)
    {
        buffer.GetSpan(PrefixBytes)[..PrefixBytes].Clear();
        buffer.Advance(PrefixBytes);
        EnvelopeWriter.Write(new MessagePackWriter(buffer), envelope);
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
        return EnvelopeReader.Read(frame.Slice(PrefixBytes, (int)length));
    }

    private static void WritePrefix(ReadOnlyMemory<byte> written, int length)
    {
        var prefix = System.Runtime.InteropServices.MemoryMarshal.AsMemory(written).Span;
        prefix[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)length);
    }
}
