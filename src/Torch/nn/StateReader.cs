using System.Text;

namespace EventCollab.Torch;

/// <summary>
/// Reads the numbers, names and headers of a saved state, which may be hostile: every number is bounded before anything is
/// allocated for it, and every refusal tells the entry and the byte.
/// </summary>
internal sealed class StateReader(BinaryReader reader)
{
    private const int MaxNameBytes = 1_024;
    private const int MaxRank = 16;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private string _entry = "";

    /// <summary>Bytes read so far.</summary>
    internal long Offset { get; private set; }

    /// <summary>Says which entry is read now; part of every refusal from here on.</summary>
    internal void Enter(string entry) => _entry = entry;

    /// <summary>The refusal, to be thrown.</summary>
    internal InvalidDataException Refuse(string reason)
        => new($"the state is refused at byte {Offset}{(_entry.Length == 0 ? "" : $", entry '{_entry}'")}: {reason}");

    /// <summary>A LEB128 number from 0 to <paramref name="most"/>.</summary>
    internal long Number(long most, string what)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
            if (shift == 63 && (part & 0x7e) != 0)
            {
                break;
            }

            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value <= (ulong)most ? (long)value : throw Refuse($"{what} is {(long)value}, at most {most} is allowed");
            }
        }

        throw Refuse($"{what} is not a LEB128 number of 64 bits");
    }

    internal byte Byte()
    {
        var value = reader.BaseStream.ReadByte();
        if (value < 0)
        {
            throw CutOff();
        }

        Offset++;
        return (byte)value;
    }

    internal string Name()
    {
        var bytes = Bytes((int)Number(MaxNameBytes, "the length of a name"));
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Refuse("a name is not UTF-8");
        }
    }

    /// <summary>Element type and sizes; no size is bounded here, since nothing is allocated for it yet.</summary>
    internal (torch.ScalarType Type, long[] Shape) Header()
    {
        var number = Number(sbyte.MaxValue, "the element type");
        var type = (torch.ScalarType)number;
        if (!Enum.IsDefined(type))
        {
            throw Refuse($"the element type {number} is unknown");
        }

        var shape = new long[Number(MaxRank, "the number of dimensions")];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = Number(long.MaxValue, "a size");
        }

        return (type, shape);
    }

    /// <summary>A tensor that must be of this type and shape: never more is allocated than the local tensor takes.</summary>
    internal torch.Tensor Tensor(torch.Tensor like)
    {
        var (type, shape) = Header();
        if (type != like.dtype || !shape.AsSpan().SequenceEqual(like.shape))
        {
            throw Refuse($"it is [{string.Join('x', shape)}] of {type}, here it is [{string.Join('x', like.shape)}] of {like.dtype}");
        }

        var size = like.numel() * like.ElementSize;
        return size <= Array.MaxLength
            ? torch.FromBytes(Bytes((int)size), type, shape)
            : throw Refuse($"a tensor of {size} bytes is more than this reader takes");
    }

    internal byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        var read = reader.BaseStream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        Offset += read;
        return read == count ? bytes : throw CutOff();
    }

    /// <summary>Passes over the elements of an entry that is not wanted.</summary>
    internal void Skip(torch.ScalarType type, long[] shape, long most)
    {
        Int128 left = torch.SizeOf(type);
        foreach (var size in shape)
        {
            // Zero sizes included: a product that is zero at the end may still overflow on the way.
            left *= size;
            if (left > most)
            {
                throw Refuse($"it is larger than {most} bytes");
            }
        }

        var buffer = new byte[Math.Min((long)left, 65_536)];
        while (left > 0)
        {
            var read = reader.BaseStream.Read(buffer, 0, (int)Math.Min((long)left, buffer.Length));
            Offset += read;
            left = read > 0 ? left - read : throw CutOff();
        }
    }

    private InvalidDataException CutOff() => Refuse("it is cut off here");
}
