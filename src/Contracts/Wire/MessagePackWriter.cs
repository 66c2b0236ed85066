using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EventCollab.Contracts.Wire;

/// <summary>Writes MessagePack elements, each in its shortest form, straight into a buffer.</summary>
public readonly ref struct MessagePackWriter(IBufferWriter<byte> buffer)
{
    // Strict: a lone surrogate must not become U+FFFD on the way, or the text that arrives is not the text that was sent.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IBufferWriter<byte> _buffer = buffer;

    public void WriteNil() => WriteCode(Codes.Nil);

    public void Write(bool value) => WriteCode(value ? Codes.True : Codes.False);

    public void Write(long value)
    {
        switch (value)
        {
            case >= 0:
                Write((ulong)value);
                break;
            case >= -32:
                WriteCode((byte)value);
                break;
            case >= sbyte.MinValue:
                WriteByte(Codes.Int8, (byte)value);
                break;
            case >= short.MinValue:
                WriteUInt16(Codes.Int16, (ushort)value);
                break;
            case >= int.MinValue:
                WriteUInt32(Codes.Int32, (uint)value);
                break;
            default:
                WriteUInt64(Codes.Int64, (ulong)value);
                break;
        }
    }

    public void Write(ulong value)
    {
        switch (value)
        {
            case <= Codes.MaxPositiveFixInt:
                WriteCode((byte)value);
                break;
            case <= byte.MaxValue:
                WriteByte(Codes.UInt8, (byte)value);
                break;
            case <= ushort.MaxValue:
                WriteUInt16(Codes.UInt16, (ushort)value);
                break;
            case <= uint.MaxValue:
                WriteUInt32(Codes.UInt32, (uint)value);
                break;
            default:
                WriteUInt64(Codes.UInt64, value);
                break;
        }
    }

    public void Write(float value) => WriteUInt32(Codes.Float32, BitConverter.SingleToUInt32Bits(value));

    public void Write(double value) => WriteUInt64(Codes.Float64, BitConverter.DoubleToUInt64Bits(value));

    /// <exception cref="EncoderFallbackException">The text holds half a surrogate pair.</exception>
    public void Write(ReadOnlySpan<char> text)
    {
        var length = Utf8.GetByteCount(text);
        WriteStringHeader(length);
        var span = _buffer.GetSpan(length);
        _buffer.Advance(Utf8.GetBytes(text, span));
    }

    public void WriteBinary(ReadOnlySpan<byte> bytes)
    {
        WriteHeader(bytes.Length, Codes.Binary8, Codes.Binary16, Codes.Binary32);
        _buffer.Write(bytes);
    }

    /// <summary>Begins an array; exactly <paramref name="count"/> elements must follow.</summary>
    public void WriteArrayHeader(int count) => WriteContainerHeader(count, Codes.FixArray, Codes.Array16, Codes.Array32);

    /// <summary>Begins a map; exactly <paramref name="count"/> pairs of key and value must follow.</summary>
    public void WriteMapHeader(int count) => WriteContainerHeader(count, Codes.FixMap, Codes.Map16, Codes.Map32);

    public void WriteExtension(sbyte type, ReadOnlySpan<byte> data)
    {
        var code = data.Length switch
        {
            1 => Codes.FixExtension1,
            2 => Codes.FixExtension2,
            4 => Codes.FixExtension4,
            8 => Codes.FixExtension8,
            16 => Codes.FixExtension16,
            _ => Codes.NeverUsed,
        };
        if (code == Codes.NeverUsed)
        {
            WriteHeader(data.Length, Codes.Extension8, Codes.Extension16, Codes.Extension32);
        }
        else
        {
            WriteCode(code);
        }

        WriteCode((byte)type);
        _buffer.Write(data);
    }

    /// <summary>Writes the instant in the timestamp extension, in 4, 8 or 12 bytes; the offset from UTC does not travel.</summary>
    public void Write(DateTimeOffset instant)
    {
        Span<byte> data = stackalloc byte[12];
        var (seconds, ticks) = Math.DivRem(instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        if (ticks < 0)
        {
            (seconds, ticks) = (seconds - 1, ticks + TimeSpan.TicksPerSecond);
        }

        var nanoseconds = (uint)(ticks * TimeSpan.NanosecondsPerTick);
        if ((ulong)seconds >> 34 != 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, nanoseconds);
            BinaryPrimitives.WriteInt64BigEndian(data[4..], seconds);
            WriteExtension(Codes.Timestamp, data);
        }
        else if (nanoseconds != 0 || seconds > uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt64BigEndian(data, ((ulong)nanoseconds << 34) | (ulong)seconds);
            WriteExtension(Codes.Timestamp, data[..8]);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(data, (uint)seconds);
            WriteExtension(Codes.Timestamp, data[..4]);
        }
    }

    private void WriteStringHeader(int length)
    {
        if (length < 32)
        {
            WriteCode((byte)(Codes.FixString | length));
        }
        else
        {
            WriteHeader(length, Codes.String8, Codes.String16, Codes.String32);
        }
    }

    private void WriteContainerHeader(int count, byte fix, byte code16, byte code32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        switch (count)
        {
            case < 16:
                WriteCode((byte)(fix | count));
                break;
            case <= ushort.MaxValue:
                WriteUInt16(code16, (ushort)count);
                break;
            default:
                WriteUInt32(code32, (uint)count);
                break;
        }
    }

    private void WriteHeader(int length, byte code8, byte code16, byte code32)
    {
        switch (length)
        {
            case <= byte.MaxValue:
                WriteByte(code8, (byte)length);
                break;
            case <= ushort.MaxValue:
                WriteUInt16(code16, (ushort)length);
                break;
            default:
                WriteUInt32(code32, (uint)length);
                break;
        }
    }

    private void WriteCode(byte code)
    {
        _buffer.GetSpan(1)[0] = code;
        _buffer.Advance(1);
    }

    private void WriteByte(byte code, byte value)
    {
        var span = _buffer.GetSpan(2);
        span[0] = code;
        span[1] = value;
        _buffer.Advance(2);
    }

    private void WriteUInt16(byte code, ushort value)
    {
        var span = _buffer.GetSpan(3);
        span[0] = code;
        BinaryPrimitives.WriteUInt16BigEndian(span[1..], value);
        _buffer.Advance(3);
    }

    private void WriteUInt32(byte code, uint value)
    {
        var span = _buffer.GetSpan(5);
        span[0] = code;
        BinaryPrimitives.WriteUInt32BigEndian(span[1..], value);
        _buffer.Advance(5);
    }

    private void WriteUInt64(byte code, ulong value)
    {
        var span = _buffer.GetSpan(9);
        span[0] = code;
        BinaryPrimitives.WriteUInt64BigEndian(span[1..], value);
        _buffer.Advance(9);
    }
}
