using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EventCollab.Learning.Compression;

/// <summary>
/// What stands before a message's payload, little-endian: <c>ECGC</c>, version (1 byte), kind (1), element type (1, 0 is float32), length of
/// the scheme's expression (1), the layout's fingerprint (8), elements (4), payload bytes (4), seed (8), sequence (4), base sequence (4),
/// CRC-32C of everything else (4), the expression in ASCII. 44 bytes and the expression.
/// </summary>
/// <param name="Kind">What the message stands for.</param>
/// <param name="Fingerprint">Of the layout.</param>
/// <param name="Count">d, elements.</param>
/// <param name="PayloadLength">Bytes after the expression.</param>
/// <param name="Seed">Of its random numbers.</param>
/// <param name="Sequence">The encoder's messages so far, this one included; 0 from <see cref="ICompressor.Encode"/>, which does not count.</param>
/// <param name="BaseSequence">The message before it, on which EF21's difference builds.</param>
public readonly record struct UpdateHeader(
    UpdateKind Kind, ulong Fingerprint, int Count, int PayloadLength, long Seed, uint Sequence, uint BaseSequence)
{
    internal const int FixedLength = 44;

    private const byte Version = 1;
    private const int ChecksumPlace = 40;

    private static ReadOnlySpan<byte> Magic => "ECGC"u8;

    /// <summary>Reads what a message says of itself; its payload is not looked at, only its length and checksum.</summary>
    /// <exception cref="CompressionException">Not a message, of another version, cut off, damaged, or followed by other bytes.</exception>
    public static UpdateHeader Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < FixedLength || !message.StartsWith(Magic))
        {
            throw new CompressionException("the bytes are no compressed update.");
        }

        if (message[4] != Version)
        {
            throw new CompressionException($"the update has version {message[4]}; this program reads version {Version}.");
        }

        var header = new UpdateHeader(
            (UpdateKind)message[5], BinaryPrimitives.ReadUInt64LittleEndian(message[8..]), BinaryPrimitives.ReadInt32LittleEndian(message[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(message[20..]), BinaryPrimitives.ReadInt64LittleEndian(message[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(message[32..]), BinaryPrimitives.ReadUInt32LittleEndian(message[36..]));
        header.RequireLength(message);
        return header;
    }

    /// <summary>The scheme that a message names, as it stands there.</summary>
    /// <exception cref="CompressionException">As <see cref="Read"/>.</exception>
    public static string ExpressionOf(ReadOnlySpan<byte> message)
    {
        Read(message);
        return Encoding.ASCII.GetString(Expression(message));
    }

    internal static long SeedOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadInt64LittleEndian(message[24..]);

    internal static ReadOnlySpan<byte> Expression(ReadOnlySpan<byte> message) => message.Slice(FixedLength, message[7]);

    internal static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> message) => message[(FixedLength + message[7])..];

    /// <summary>Writes everything but the checksum, which comes last: <see cref="Seal"/>.</summary>
    internal void Write(ReadOnlySpan<byte> expression, Span<byte> message)
    {
        Magic.CopyTo(message);
        message[4] = Version;
        message[5] = (byte)Kind;
        message[6] = (byte)ElementType.Float32;
        message[7] = (byte)expression.Length;
        BinaryPrimitives.WriteUInt64LittleEndian(message[8..], Fingerprint);
        BinaryPrimitives.WriteInt32LittleEndian(message[16..], Count);
        BinaryPrimitives.WriteInt32LittleEndian(message[20..], PayloadLength);
        BinaryPrimitives.WriteInt64LittleEndian(message[24..], Seed);
        BinaryPrimitives.WriteUInt32LittleEndian(message[32..], Sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(message[36..], BaseSequence);
        expression.CopyTo(message[FixedLength..]);
    }

    internal static void Seal(Span<byte> message) =>
        BinaryPrimitives.WriteUInt32LittleEndian(message[ChecksumPlace..], Checksum(message));

    private static uint Checksum(ReadOnlySpan<byte> message) => Crc(Crc(uint.MaxValue, message[..ChecksumPlace]), message[FixedLength..]) ^ uint.MaxValue;

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }

    private void RequireLength(ReadOnlySpan<byte> message)
    {
        if (message[5] > (byte)UpdateKind.Copy || message[6] != (byte)ElementType.Float32 || Count < 0 || PayloadLength < 0)
        {
            throw new CompressionException("the update's header is out of range.");
        }

        var length = (long)FixedLength + message[7] + PayloadLength;
        if (length != message.Length)
        {
            throw new CompressionException($"the update has {message.Length} bytes; its header says {length}.");
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(message[ChecksumPlace..]) != Checksum(message))
        {
            throw new CompressionException("the update is damaged: its checksum does not match.");
        }
    }
}
