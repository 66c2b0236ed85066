using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace EventCollab.Torch;

/// <summary>
/// TorchSharp's layout of a state: LEB128 count; for each entry a length-prefixed UTF-8 name, LEB128 element type, LEB128 rank,
/// LEB128 sizes, the elements in row order, little-endian.
/// </summary>
internal static class StateFile
{
    private const int MaxEntries = 65_536;
    private const int MaxNameBytes = 1_024;
    private const int MaxRank = 16;
    private const long MaxSkippedBytes = 1L << 32;

    internal static void Write(BinaryWriter writer, Dictionary<string, torch.Tensor> state)
    {
        writer.Write7BitEncodedInt64(state.Count);
        foreach (var (name, tensor) in state)
        {
            writer.Write(name);
            writer.Write7BitEncodedInt64((long)tensor.dtype);
            writer.Write7BitEncodedInt64(tensor.ndim);
            foreach (var size in tensor.shape)
            {
                writer.Write7BitEncodedInt64(size);
            }

            writer.Write(tensor.bytes);
        }
    }

    /// <summary>
    /// Reads a state that must fit <paramref name="expected"/>. Nothing is allocated for what the local module does not have,
    /// and never more than its own tensor takes.
    /// </summary>
    internal static Dictionary<string, torch.Tensor> Read(BinaryReader reader, Dictionary<string, torch.Tensor> expected, bool strict)
    {
        try
        {
            return ReadEntries(reader, expected, strict);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("the state is cut off");
        }
        catch (FormatException)
        {
            throw new InvalidDataException("the state holds a number that is not LEB128");
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("the state holds a name that is not UTF-8");
        }
    }

    private static Dictionary<string, torch.Tensor> ReadEntries(BinaryReader reader, Dictionary<string, torch.Tensor> expected, bool strict)
    {
        var count = Bounded(reader, MaxEntries, "number of entries");
        if (strict && count != expected.Count)
        {
            throw new InvalidDataException($"the state has {count} entries, this module {expected.Count}");
        }

        Dictionary<string, torch.Tensor> state = [];
        HashSet<string> skipped = [];
        for (long i = 0; i < count; i++)
        {
            var name = ReadName(reader);
            if (state.ContainsKey(name) || !skipped.Add(name))
            {
                throw new InvalidDataException($"the state holds '{name}' twice");
            }

            var (type, shape) = ReadHeader(reader, name);
            if (expected.TryGetValue(name, out var target))
            {
                state.Add(name, ReadTensor(reader, name, type, shape, target));
            }
            else if (strict)
            {
                throw new InvalidDataException($"the state holds '{name}', which this module has not");
            }
            else
            {
                Skip(reader, name, type, shape);
            }
        }

        return state;
    }

    private static long Bounded(BinaryReader reader, long most, string what)
    {
        var value = reader.Read7BitEncodedInt64();
        return value >= 0 && value <= most ? value : throw new InvalidDataException($"the state's {what} is {value}, at most {most} is allowed");
    }

    private static string ReadName(BinaryReader reader)
    {
        var bytes = Exactly(reader, (int)Bounded(reader, MaxNameBytes, "length of a name"));
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
    }

    private static (torch.ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader, string name)
    {
        var number = Bounded(reader, sbyte.MaxValue, "element type");
        var type = (torch.ScalarType)number;
        if (!Enum.IsDefined(type))
        {
            throw new InvalidDataException($"the state's '{name}' has the unknown element type {number}");
        }

        var shape = new long[Bounded(reader, MaxRank, "number of dimensions")];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = Bounded(reader, long.MaxValue, "size");
        }

        return (type, shape);
    }

    private static torch.Tensor ReadTensor(BinaryReader reader, string name, torch.ScalarType type, long[] shape, torch.Tensor target)
    {
        if (type != target.dtype || !shape.AsSpan().SequenceEqual(target.shape))
        {
            throw new InvalidDataException(
                $"the state's '{name}' is [{string.Join('x', shape)}] of {type}, this module's [{string.Join('x', target.shape)}] of {target.dtype}");
        }

        var tensor = torch.FromBytes(Exactly(reader, checked((int)(target.numel() * target.ElementSize))), type, shape);
        if (IsFloating(type) && !tensor.isfinite().all().item<bool>())
        {
            throw new InvalidDataException($"the state's '{name}' holds NaN or infinity");
        }

        return tensor;
    }

    private static void Skip(BinaryReader reader, string name, torch.ScalarType type, long[] shape)
    {
        Int128 left = torch.SizeOf(type);
        foreach (var size in shape)
        {
            left *= size;
            if (left > MaxSkippedBytes)
            {
                throw new InvalidDataException($"the state's '{name}' is larger than {MaxSkippedBytes} bytes");
            }
        }

        var buffer = new byte[Math.Min((long)left, 65_536)];
        while (left > 0)
        {
            var read = reader.Read(buffer, 0, (int)Math.Min((long)left, buffer.Length));
            left = read > 0 ? left - read : throw new EndOfStreamException();
        }
    }

    private static byte[] Exactly(BinaryReader reader, int count)
    {
        var bytes = reader.ReadBytes(count);
        return bytes.Length == count ? bytes : throw new EndOfStreamException();
    }

    private static bool IsFloating(torch.ScalarType type)
        => type is not (torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Int16 or torch.ScalarType.Int32
            or torch.ScalarType.Int64 or torch.ScalarType.Bool);
}
