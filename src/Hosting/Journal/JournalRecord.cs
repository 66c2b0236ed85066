using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventCollab.Contracts;
using EventCollab.Contracts.Wire;

namespace EventCollab.Hosting.Journal;

/// <summary>
/// One record of a journal file: length (4 bytes), the first 16 bytes of the body's SHA-256, body. The body is version,
/// kind and stage (a byte each), round and step (4 bytes each), length and text of the message's wire name (empty where
/// there is none), and the message as it travels. Numbers are little-endian.
/// </summary>
internal sealed record JournalRecord(WorkKind Kind, int Round, int Step, WorkStage Stage, ICollaborationMessage? Message)
{
    private const byte Version = 1;
    private const int HeaderSize = 20;
    private const int FixedSize = 12;

    public void Write(ArrayBufferWriter<byte> buffer)
    {
        var start = buffer.WrittenCount;
        buffer.GetSpan(HeaderSize)[..HeaderSize].Clear();
        buffer.Advance(HeaderSize);
        WriteBody(buffer);

        // The buffer only lends its memory for reading; the header is filled in afterwards in place.
        var frame = System.Runtime.InteropServices.MemoryMarshal.AsMemory(buffer.WrittenMemory)[start..].Span;
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - HeaderSize);
        Digest(frame[HeaderSize..], frame[4..HeaderSize]);
    }

    /// <returns>Bytes that the record takes, or 0 where the bytes are torn or altered.</returns>
    /// <exception cref="InvalidDataException">The record is whole, and of a version or of messages that this program does not know.</exception>
    public static int TryRead(ReadOnlyMemory<byte> bytes, out JournalRecord? record)
    {
        record = null;
        var span = bytes.Span;
        if (span.Length < HeaderSize)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(span);
        if (length < FixedSize || length > span.Length - HeaderSize)
        {
            return 0;
        }

        Span<byte> digest = stackalloc byte[16];
        Digest(span.Slice(HeaderSize, length), digest);
        if (!digest.SequenceEqual(span[4..HeaderSize]))
        {
            return 0;
        }

        // Not torn: whoever wrote it acted upon it, so it must not be cut off.
        record = (span[HeaderSize] == Version ? ReadBody(bytes.Slice(HeaderSize, length)) : null)
            ?? throw new InvalidDataException("a record was written by another version of this program");
        return HeaderSize + length;
    }

    private static void Digest(ReadOnlySpan<byte> body, Span<byte> first16)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, digest);
        digest[..16].CopyTo(first16);
    }

    private void WriteBody(ArrayBufferWriter<byte> buffer)
    {
        var name = Message is null ? string.Empty : MessageTypes.Of(Message.GetType()).Name;
        var head = buffer.GetSpan(FixedSize + name.Length);
        head[0] = Version;
        head[1] = (byte)Kind;
        head[2] = (byte)Stage;
        BinaryPrimitives.WriteInt32LittleEndian(head[3..], Round);
        BinaryPrimitives.WriteInt32LittleEndian(head[7..], Step);
        head[11] = checked((byte)name.Length);
        Encoding.ASCII.GetBytes(name, head[FixedSize..]);
        buffer.Advance(FixedSize + name.Length);
        if (Message is not null)
        {
            ContractCodec.EncodeMessage(buffer, Message);
        }
    }

    private static JournalRecord? ReadBody(ReadOnlyMemory<byte> body)
    {
        var head = body.Span;
        var nameLength = head[11];
        if (body.Length < FixedSize + nameLength)
        {
            return null;
        }

        var (round, step) = (BinaryPrimitives.ReadInt32LittleEndian(head[3..]), BinaryPrimitives.ReadInt32LittleEndian(head[7..]));
        var name = Encoding.ASCII.GetString(head.Slice(FixedSize, nameLength));
        if (nameLength == 0)
        {
            return new JournalRecord((WorkKind)head[1], round, step, (WorkStage)head[2], null);
        }

        try
        {
            return MessageTypes.TryGet(name, out var type)
                ? new JournalRecord((WorkKind)head[1], round, step, (WorkStage)head[2], type.Decode(body[(FixedSize + nameLength)..]))
                : null;
        }
        catch (WireFormatException)
        {
            return null;
        }
    }
}
