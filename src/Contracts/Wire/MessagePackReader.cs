using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace EventCollab.Contracts.Wire;

/// <summary>
/// Reads MessagePack elements in any of their forms. The bytes come from other organizations: every length is checked
/// against the bytes that are left before anything is allocated, nesting and counts are bounded, and whatever is wrong
/// ends in a <see cref="WireFormatException"/> and nothing else.
/// </summary>
public ref struct MessagePackReader(ReadOnlyMemory<byte> input)
{
    /// <summary>Arrays and maps that may lie inside one another; the contracts need seven.</summary>
    public const int MaxDepth = 16;

    /// <summary>Elements of one array, or pairs of one map.</summary>
    public const int MaxCount = 1 << 20;

    private readonly ReadOnlyMemory<byte> _memory = input;
    private readonly ReadOnlySpan<byte> _span = input.Span;
    private int _position;
    private int _depth;

    /// <summary>Offset of the next element.</summary>
    public readonly int Position => _position;

    public readonly int Remaining => _span.Length - _position;

    /// <summary>Kind of the next element, which stays unread.</summary>
    public readonly MessagePackKind Peek() => Codes.KindOf(PeekCode());

    /// <summary>True, and past it, where the next element is nil.</summary>
    public bool TryReadNil()
    {
        if (PeekCode() != Codes.Nil)
        {
            return false;
        }

        _position++;
        return true;
    }

    public void ReadNil()
    {
        if (!TryReadNil())
        {
            throw Unexpected("nil");
        }
    }

    public bool ReadBoolean()
    {
        var code = PeekCode();
        if (code is not (Codes.True or Codes.False))
        {
            throw Unexpected("a boolean");
        }

        _position++;
        return code == Codes.True;
    }

    public int ReadInt32()
    {
        var start = _position;
        var value = ReadInt64();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new WireFormatException("The integer does not fit into 32 bits", start);
    }

    public long ReadInt64()
    {
        var start = _position;
        var code = PeekCode();
        if (code <= Codes.MaxPositiveFixInt || code >= Codes.NegativeFixInt)
        {
            _position++;
            return (sbyte)code;
        }

        return code switch
        {
            Codes.UInt8 => Operand(1)[0],
            Codes.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(Operand(2)),
            Codes.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(Operand(4)),
            Codes.UInt64 => Signed(BinaryPrimitives.ReadUInt64BigEndian(Operand(8)), start),
            Codes.Int8 => (sbyte)Operand(1)[0],
            Codes.Int16 => BinaryPrimitives.ReadInt16BigEndian(Operand(2)),
            Codes.Int32 => BinaryPrimitives.ReadInt32BigEndian(Operand(4)),
            Codes.Int64 => BinaryPrimitives.ReadInt64BigEndian(Operand(8)),
            _ => throw Unexpected("an integer"),
        };
    }

    public ulong ReadUInt64()
    {
        if (PeekCode() == Codes.UInt64)
        {
            return BinaryPrimitives.ReadUInt64BigEndian(Operand(8));
        }

        var start = _position;
        var value = ReadInt64();
        return value >= 0 ? (ulong)value : throw new WireFormatException("The integer is negative", start);
    }

    public float ReadSingle() => PeekCode() == Codes.Float32
        ? BinaryPrimitives.ReadSingleBigEndian(Operand(4))
        : throw Unexpected("a 32-bit float");

    /// <summary>Reads a float of either width; an integer is not a float.</summary>
    public double ReadDouble() => PeekCode() switch
    {
        Codes.Float64 => BinaryPrimitives.ReadDoubleBigEndian(Operand(8)),
        Codes.Float32 => BinaryPrimitives.ReadSingleBigEndian(Operand(4)),
        _ => throw Unexpected("a float"),
    };

    public string ReadString() => Encoding.UTF8.GetString(ReadUtf8());

    /// <summary>The bytes of a text: valid UTF-8, a slice of the input.</summary>
    public ReadOnlySpan<byte> ReadUtf8()
    {
        var start = _position;
        var text = Slice(ReadStringLength(), start);
        return Utf8.IsValid(text) ? text : throw new WireFormatException("The text is not UTF-8", start);
    }

    /// <summary>The bytes of a binary: a slice of the input, which must stay unchanged as long as the slice is used.</summary>
    public ReadOnlyMemory<byte> ReadBinary()
    {
        var length = ReadBinarySpan().Length;
        return _memory.Slice(_position - length, length);
    }

    /// <inheritdoc cref="ReadBinary"/>
    public ReadOnlySpan<byte> ReadBinarySpan()
    {
        var start = _position;
        uint length = PeekCode() switch
        {
            Codes.Binary8 => Operand(1)[0],
            Codes.Binary16 => BinaryPrimitives.ReadUInt16BigEndian(Operand(2)),
            Codes.Binary32 => BinaryPrimitives.ReadUInt32BigEndian(Operand(4)),
            _ => throw Unexpected("a binary"),
        };
        return Slice(length, start);
    }

    /// <summary>Count of the elements that follow. Fails where so many, of at least so many bytes each, cannot follow.</summary>
    public int ReadArrayHeader(int minBytesPerElement = 1)
    {
        var start = _position;
        var code = PeekCode();
        uint count = code switch
        {
            >= Codes.FixArray and < Codes.FixString => Fix(code & 0x0f),
            Codes.Array16 => BinaryPrimitives.ReadUInt16BigEndian(Operand(2)),
            Codes.Array32 => BinaryPrimitives.ReadUInt32BigEndian(Operand(4)),
            _ => throw Unexpected("an array"),
        };
        return Count(count, minBytesPerElement, start);
    }

    /// <summary>Count of the pairs that follow.</summary>
    public int ReadMapHeader()
    {
        var start = _position;
        var code = PeekCode();
        uint count = code switch
        {
            >= Codes.FixMap and < Codes.FixArray => Fix(code & 0x0f),
            Codes.Map16 => BinaryPrimitives.ReadUInt16BigEndian(Operand(2)),
            Codes.Map32 => BinaryPrimitives.ReadUInt32BigEndian(Operand(4)),
            _ => throw Unexpected("a map"),
        };
        return Count(count, 2, start);
    }

    /// <summary>Type and data of an extension; the data is a slice of the input.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        var start = _position;
        uint length = PeekCode() switch
        {
            Codes.FixExtension1 => Fix(1),
            Codes.FixExtension2 => Fix(2),
            Codes.FixExtension4 => Fix(4),
            Codes.FixExtension8 => Fix(8),
            Codes.FixExtension16 => Fix(16),
            Codes.Extension8 => Operand(1)[0],
            Codes.Extension16 => BinaryPrimitives.ReadUInt16BigEndian(Operand(2)),
            Codes.Extension32 => BinaryPrimitives.ReadUInt32BigEndian(Operand(4)),
            _ => throw Unexpected("an extension"),
        };
        type = (sbyte)Slice(1, start)[0];
        return Slice(length, start);
    }

    /// <summary>Reads a timestamp extension of 4, 8 or 12 bytes as an instant in UTC; parts of 100 ns are cut off.</summary>
    public DateTimeOffset ReadTimestamp()
    {
        var start = _position;
        var data = ReadExtension(out var type);
        if (type != Codes.Timestamp)
        {
            throw new WireFormatException("The extension is not a timestamp", start);
        }

        var (seconds, nanoseconds) = data.Length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(data), 0u),
            8 => SplitTimestamp(BinaryPrimitives.ReadUInt64BigEndian(data)),
            12 => (BinaryPrimitives.ReadInt64BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data)),
            _ => throw new WireFormatException("A timestamp has 4, 8 or 12 bytes", start),
        };
        if (nanoseconds > 999_999_999
            || seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds()
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw new WireFormatException("The timestamp is out of range", start);
        }

        return DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
    }

    /// <summary>Passes over the next element, whatever it is, with all that lies in it.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case MessagePackKind.Integer:
                _ = PeekCode() == Codes.UInt64 ? (long)ReadUInt64() : ReadInt64();
                break;
            case MessagePackKind.Array:
                SkipElements(ReadArrayHeader());
                break;
            case MessagePackKind.Map:
                SkipElements(ReadMapHeader() * 2);
                break;
            case MessagePackKind.String:
                ReadUtf8();
                break;
            case MessagePackKind.Binary:
                ReadBinarySpan();
                break;
            case MessagePackKind.Extension:
                ReadExtension(out _);
                break;
            case MessagePackKind.Float:
                ReadDouble();
                break;
            case MessagePackKind.Nil or MessagePackKind.Boolean:
                _position++;
                break;
            default:
                throw Unexpected("an element");
        }
    }

    /// <summary>Says that the input must end here.</summary>
    public readonly void ReadEnd()
    {
        if (Remaining > 0)
        {
            throw new WireFormatException($"{Remaining} bytes follow the message", _position);
        }
    }

    /// <summary>Goes one array or map deeper. Whoever reads elements of elements does so, or hostile nesting overflows the stack.</summary>
    internal void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new WireFormatException($"More than {MaxDepth} arrays and maps lie inside one another", _position);
        }
    }

    internal void Leave() => _depth--;

    private void SkipElements(int count)
    {
        Enter();
        for (var i = 0; i < count; i++)
        {
            Skip();
        }

        Leave();
    }

    private uint ReadStringLength()
    {
        var code = PeekCode();
        return code switch
        {
            >= Codes.FixString and < Codes.Nil => Fix(code & 0x1f),
            Codes.String8 => Operand(1)[0],
            Codes.String16 => BinaryPrimitives.ReadUInt16BigEndian(Operand(2)),
            Codes.String32 => BinaryPrimitives.ReadUInt32BigEndian(Operand(4)),
            _ => throw Unexpected("a text"),
        };
    }

    /// <summary>The form of 8 bytes: 30 bits of nanoseconds, then 34 bits of seconds.</summary>
    private static (long Seconds, uint Nanoseconds) SplitTimestamp(ulong bits) => ((long)(bits & 0x3_ffff_ffff), (uint)(bits >> 34));

    private static long Signed(ulong value, int start) => value <= long.MaxValue
        ? (long)value
        : throw new WireFormatException("The integer does not fit into 64 bits with a sign", start);

    private readonly int Count(uint count, int minBytesPerElement, int start)
    {
        if (count > MaxCount || count * (long)minBytesPerElement > Remaining)
        {
            throw new WireFormatException($"{count} elements are announced, {Remaining} bytes follow", start);
        }

        return (int)count;
    }

    private readonly byte PeekCode() => _position < _span.Length
        ? _span[_position]
        : throw new WireFormatException("The input ends too early", _position);

    /// <summary>The value that the first byte itself holds.</summary>
    private uint Fix(int value)
    {
        _position++;
        return (uint)value;
    }

    /// <summary>Passes the first byte and the fixed number of bytes that belong to it.</summary>
    private ReadOnlySpan<byte> Operand(int size)
    {
        var start = _position++;
        return Slice((uint)size, start);
    }

    private ReadOnlySpan<byte> Slice(uint length, int start)
    {
        if (length > (uint)Remaining)
        {
            throw new WireFormatException($"{length} bytes are announced, {Remaining} follow", start);
        }

        var slice = _span.Slice(_position, (int)length);
        _position += (int)length;
        return slice;
    }

    private readonly WireFormatException Unexpected(string expected)
    {
        var code = _span[_position];
        return new WireFormatException($"Expected {expected}, found 0x{code:x2} ({Codes.KindOf(code)})", _position);
    }
}
