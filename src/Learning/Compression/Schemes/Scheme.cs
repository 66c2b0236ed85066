using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// Framing and checks that all schemes share. A payload is the sections of the tensors in the layout's order, each of a length that follows
/// from the tensor's shape; so a message is refused by its length before anything is read, and nothing is ever allocated by its word.
/// </summary>
internal abstract class Scheme : ICompressor
{
    /// <summary>2^80: the largest value that is encoded or taken. Whatever is added up stays finite, and squares stay finite in double.</summary>
    public const float LargestValue = 1208925819614629174706176f;

    /// <summary>2^100: the largest scale that is taken; a norm over 2^28 values of 2^80 is below it.</summary>
    protected const float LargestScale = 1267650600228229401496703205376f;

    /// <summary>2^-100: scales below it are sent as 0, for their inverse would not be finite.</summary>
    protected const float SmallestScale = 7.888609052210118e-31f;

    /// <summary>Values that are decoded at a time: their floats stay in the first-level cache.</summary>
    protected const int BlockLength = 4096;

    private readonly byte[] _name;

    protected Scheme(string expression)
    {
        Expression = expression;
        _name = Encoding.ASCII.GetBytes(expression);
    }

    public string Expression { get; }

    public abstract CompressionKind Kind { get; }

    /// <summary>Whether decoding gives values other than zero only.</summary>
    protected virtual bool IsSparse => false;

    /// <summary>Whether masks are the same for all organizations.</summary>
    protected virtual bool SharesSeed => false;

    public double? Omega(CompressionLayout layout)
    {
        if (Kind == CompressionKind.Biased)
        {
            return null;
        }

        var worst = 0.0;
        foreach (var place in layout.Places)
        {
            worst = Math.Max(worst, OmegaOf(place));
        }

        return worst;
    }

    public long PayloadLength(CompressionLayout layout)
    {
        var length = 0L;
        foreach (var place in layout.Places)
        {
            length += SectionLength(place);
        }

        return length;
    }

    public int MessageLength(CompressionLayout layout) => checked((int)(UpdateHeader.FixedLength + _name.Length + PayloadLength(layout)));

    public int MemoryLength(CompressionLayout layout)
    {
        var length = 0;
        foreach (var place in layout.Places)
        {
            length += MemoryOf(place);
        }

        return length;
    }

    public int Encode(ReadOnlySpan<float> values, CompressionLayout layout, CompressionSeed seed, Span<float> memory, Span<byte> destination) =>
        Encode(values, layout, seed, memory, destination, UpdateKind.Update, 0, 0);

    public int Encode(
        ReadOnlySpan<float> values, CompressionLayout layout, CompressionSeed seed, Span<float> memory, Span<byte> destination,
        UpdateKind kind, uint sequence, uint baseSequence)
    {
        var length = MessageLength(layout);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, layout.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(memory.Length, MemoryLength(layout));
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, length);
        RequireValues(values);

        var message = destination[..length];
        var own = SharesSeed ? seed.Shared : seed.Own;
        new UpdateHeader(kind, layout.Fingerprint, layout.Count, length - UpdateHeader.FixedLength - _name.Length, own, sequence, baseSequence)
            .Write(_name, message);
        var payload = UpdateHeader.FixedLength + _name.Length;
        var remembered = 0;
        foreach (var place in layout.Places)
        {
            var section = (int)SectionLength(place);
            EncodeTensor(
                values.Slice(place.Offset, place.Count), place, own, memory.Slice(remembered, MemoryOf(place)), message.Slice(payload, section));
            payload += section;
            remembered += MemoryOf(place);
        }

        UpdateHeader.Seal(message);
        return length;
    }

    public UpdateHeader Decode(ReadOnlySpan<byte> message, CompressionLayout layout, Span<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, layout.Count);
        var header = Check(message, layout);
        Overwrite(message, layout, header.Seed, values);
        return header;
    }

    public UpdateHeader Add(ReadOnlySpan<byte> message, CompressionLayout layout, float weight, Span<float> accumulator)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(accumulator.Length, layout.Count);
        var header = Check(message, layout);
        var sink = UpdateSink.Onto(accumulator, weight);
        Send(message, layout, header.Seed, ref sink);
        return header;
    }

    /// <summary>Whether a message that has a header names this scheme.</summary>
    public bool Wrote(ReadOnlySpan<byte> message) => UpdateHeader.Expression(message).SequenceEqual(_name);

    /// <summary>Looks at every byte of a message before any of it counts.</summary>
    /// <exception cref="CompressionException">It is not one of this scheme and layout.</exception>
    public UpdateHeader Check(ReadOnlySpan<byte> message, CompressionLayout layout)
    {
        var header = UpdateHeader.Read(message);
        Check(message, header, layout);
        return header;
    }

    /// <summary>The same where the header has been read, checksum and all.</summary>
    public void Check(ReadOnlySpan<byte> message, UpdateHeader header, CompressionLayout layout)
    {
        if (!Wrote(message))
        {
            throw new CompressionException($"the update is of another scheme than '{Expression}'.");
        }

        if (header.Count != layout.Count || header.Fingerprint != layout.Fingerprint)
        {
            throw new CompressionException($"the update is of another model: {header.Count} elements where {layout.Count} are expected, or other tensors.");
        }

        if (header.PayloadLength != PayloadLength(layout))
        {
            throw new CompressionException($"the update's payload has {header.PayloadLength} bytes; '{Expression}' makes {PayloadLength(layout)}.");
        }

        var payload = UpdateHeader.Payload(message);
        foreach (var place in layout.Places)
        {
            var section = (int)SectionLength(place);
            if (!IsValid(payload[..section], place))
            {
                throw new CompressionException($"the update's bytes for tensor '{layout.Tensors[place.Index].Name}' are none that '{Expression}' makes.");
            }

            payload = payload[section..];
        }
    }

    /// <summary>Decodes a message that was checked.</summary>
    public void Send(ReadOnlySpan<byte> message, CompressionLayout layout, long seed, ref UpdateSink sink)
    {
        var payload = UpdateHeader.Payload(message);
        foreach (var place in layout.Places)
        {
            var section = (int)SectionLength(place);
            DecodeTensor(payload[..section], place, seed, ref sink);
            payload = payload[section..];
        }
    }

    /// <summary>As <see cref="Send"/>, over a vector.</summary>
    public void Overwrite(ReadOnlySpan<byte> message, CompressionLayout layout, long seed, Span<float> values)
    {
        if (IsSparse)
        {
            values.Clear();
        }

        var sink = UpdateSink.Over(values);
        Send(message, layout, seed, ref sink);
    }

    /// <exception cref="CompressionException">One is not finite or too large; it must not enter a memory.</exception>
    public static void RequireValues(ReadOnlySpan<float> values)
    {
        var wrong = FixedOrder.FirstBeyond(values, LargestValue);
        if (wrong >= 0)
        {
            throw new CompressionException($"element {wrong} of the update is {values[wrong]}; updates are finite and at most 2^80 in size.");
        }
    }

    protected abstract long SectionLength(in TensorPlace place);

    protected virtual int MemoryOf(in TensorPlace place) => 0;

    /// <summary>Omega of one tensor, of schemes that are not biased.</summary>
    protected virtual double OmegaOf(in TensorPlace place) => 0;

    protected abstract void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section);

    /// <summary>Whether decoding the section gives finite values, and encoding could have made it.</summary>
    protected abstract bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place);

    protected abstract void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink);

    /// <returns>The scale as it is sent: 0 stands for a tensor or block of zeros, or of values so small that they count as zeros.</returns>
    protected static float ToScale(double scale) => scale < SmallestScale ? 0 : (float)scale;

    protected static void WriteScale(float scale, Span<byte> section) => BinaryPrimitives.WriteSingleLittleEndian(section, scale);

    protected static float ReadScale(ReadOnlySpan<byte> section) => BinaryPrimitives.ReadSingleLittleEndian(section);

    /// <summary>0 or from 2^-100 to 2^100; not -0, NaN or infinite.</summary>
    protected static bool IsScale(float scale) =>
        BitConverter.SingleToInt32Bits(scale) == 0 || (scale >= SmallestScale && scale <= LargestScale);

    /// <summary>Whether all of a row of floats are scales.</summary>
    protected static bool AreScales(ReadOnlySpan<byte> scales)
    {
        for (; !scales.IsEmpty; scales = scales[sizeof(float)..])
        {
            if (!IsScale(ReadScale(scales)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Scratch of one block.</summary>
    protected static float[] RentBlock(int length = BlockLength) => ArrayPool<float>.Shared.Rent(length);

    protected static void Return(float[] block) => ArrayPool<float>.Shared.Return(block);
}
