using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// <c>qsgd</c> (Alistarh et al., NeurIPS 2017) and <c>terngrad</c> (Wen et al., NeurIPS 2017): each element is rounded at random to one of
/// its two neighbours among -s .. s steps of scale / s; the scale is a bucket's norm, or a tensor's largest size. Log2(2s + 1) bits each
/// in dense digits, and a float32 a bucket. Unbiased: omega at most min(b / s^2, sqrt(b) / s) for a norm over b elements.
/// </summary>
/// <param name="expression">Canonical.</param>
/// <param name="levels">s, 1 to 127.</param>
/// <param name="bucket">Elements under one scale, a multiple of 32; 0 is the whole tensor.</param>
/// <param name="byNorm">The scale is the 2-norm, else the largest size.</param>
/// <param name="clip">Sizes are cut at this many standard deviations first, which costs unbiasedness; 0 does not.</param>
internal sealed class LevelsScheme(string expression, int levels, int bucket, bool byNorm, double clip) : Scheme(expression)
{
    public const string Qsgd = "qsgd";
    public const string TernGrad = "terngrad";

    private const uint Purpose = 2;
    private const int Lanes = 8;

    private readonly RadixCode _code = new((2 * levels) + 1);

    public override CompressionKind Kind => clip > 0 ? CompressionKind.Biased : CompressionKind.Unbiased;

    /// <summary>Of elements whose digits fill whole words and whole groups of random words.</summary>
    private int ChunkLength => Philox.Group * _code.DigitsPerWord * (1 + (BlockLength / (Philox.Group * _code.DigitsPerWord)));

    /// <summary>For the largest size as scale: sum |v|(max - |v|) / |v|^2 is largest for one large and d - 1 small elements.</summary>
    protected override double OmegaOf(in TensorPlace place)
    {
        var elements = (double)Math.Min(Bucket(place), place.Count);
        return byNorm ? Math.Min(elements / (levels * (double)levels), Math.Sqrt(elements) / levels) : (Math.Sqrt(elements) - 1) / 2;
    }

    protected override long SectionLength(in TensorPlace place) => ScalesLength(place) + (long)_code.ByteLength(place.Count);

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        var length = Bucket(place);
        for (var start = 0; start < values.Length; start += length)
        {
            var part = values.Slice(start, Math.Min(length, values.Length - start));
            WriteScale(ScaleOf(part), section[(start / length * sizeof(float))..]);
        }

        var random = new Philox(seed, place.Index, Purpose);
        var words = section[ScalesLength(place)..];
        var digits = ArrayPool<byte>.Shared.Rent(ChunkLength);
        for (var start = 0; start < values.Length; start += ChunkLength)
        {
            var count = Math.Min(ChunkLength, values.Length - start);
            QuantizeChunk(values, start, count, length, section, random, digits);
            _code.Pack(digits.AsSpan(0, count), words[(start / _code.DigitsPerWord * sizeof(ulong))..]);
        }

        ArrayPool<byte>.Shared.Return(digits);
    }

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place) =>
        AreScales(section[..ScalesLength(place)]) && _code.IsValid(section[ScalesLength(place)..], place.Count);

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var length = Bucket(place);
        var words = section[ScalesLength(place)..];
        var digits = ArrayPool<byte>.Shared.Rent(ChunkLength);
        var values = RentBlock(ChunkLength);
        for (var start = 0; start < place.Count; start += ChunkLength)
        {
            var count = Math.Min(ChunkLength, place.Count - start);
            _code.Unpack(words[(start / _code.DigitsPerWord * sizeof(ulong))..], digits.AsSpan(0, count));
            for (var done = 0; done < count;)
            {
                var at = start + done;
                var part = Math.Min(count - done, length - (at % length));
                Scale(digits.AsSpan(done, part), ReadScale(section[(at / length * sizeof(float))..]) / levels, values.AsSpan(done, part));
                done += part;
            }

            sink.Add(place.Offset + start, values.AsSpan(0, count));
        }

        Return(values);
        ArrayPool<byte>.Shared.Return(digits);
    }

    private int Bucket(in TensorPlace place) => bucket > 0 ? bucket : place.Count;

    private int ScalesLength(in TensorPlace place) => (int)(((long)place.Count + Bucket(place) - 1) / Bucket(place)) * sizeof(float);

    private float ScaleOf(ReadOnlySpan<float> part)
    {
        if (byNorm)
        {
            return ToScale(Math.Sqrt(FixedOrder.SumOfSquares(part)));
        }

        var largest = FixedOrder.Largest(part);
        return ToScale(clip > 0 ? Math.Min(largest, clip * Math.Sqrt(FixedOrder.SumOfSquares(part) / part.Length)) : largest);
    }

    private void QuantizeChunk(
        ReadOnlySpan<float> values, int start, int count, int length, ReadOnlySpan<byte> scales, Philox random, Span<byte> digits)
    {
        Span<uint> words = stackalloc uint[Philox.Group];
        Span<float> padded = stackalloc float[Philox.Group];
        for (var done = 0; done < count; done += Philox.Group)
        {
            var at = start + done;
            var scale = ReadScale(scales[(at / length * sizeof(float))..]);
            var factor = scale == 0 ? 0 : levels / scale;
            random.Fill(at / Philox.Group, words);
            if (count - done >= Philox.Group)
            {
                Quantize(ref MemoryMarshal.GetReference(values[at..]), factor, words, digits[done..]);
                continue;
            }

            padded.Clear();
            values.Slice(at, count - done).CopyTo(padded);
            Quantize(ref MemoryMarshal.GetReference(padded), factor, words, digits[done..]);
        }
    }

    /// <summary>32 elements to 32 digits from 0 to 2s.</summary>
    private void Quantize(ref float values, float factor, ReadOnlySpan<uint> words, Span<byte> digits)
    {
        ref var word = ref MemoryMarshal.GetReference(words);
        var first = Vector256.Narrow(Digits(ref values, ref word, 0, factor), Digits(ref values, ref word, 1, factor));
        var second = Vector256.Narrow(Digits(ref values, ref word, 2, factor), Digits(ref values, ref word, 3, factor));
        Vector256.Narrow(first, second).AsByte().StoreUnsafe(ref MemoryMarshal.GetReference(digits));
    }

    private Vector256<int> Digits(ref float values, ref uint words, int vector, float factor)
    {
        var value = Vector256.LoadUnsafe(ref values, (nuint)(vector * Lanes));
        var uniform = Vector256.ConvertToSingle((Vector256.LoadUnsafe(ref words, (nuint)(vector * Lanes)) >>> 8).AsInt32()) * (1f / (1 << 24));
        var size = Vector256.MinNative(Vector256.Abs(value) * factor, Vector256.Create((float)levels));
        var below = Vector256.Floor(size);

        // A lane that is below is -1: subtracting it rounds up, with a probability of the fraction.
        var steps = Vector256.ConvertToInt32Native(below) - Vector256.LessThan(uniform, size - below).AsInt32();
        var negative = Vector256.LessThan(value, Vector256<float>.Zero).AsInt32();
        return Vector256.Create(levels) + ((steps ^ negative) - negative);
    }

    private void Scale(ReadOnlySpan<byte> digits, float step, Span<float> values)
    {
        ref var from = ref MemoryMarshal.GetReference(digits);
        ref var to = ref MemoryMarshal.GetReference(values);
        var (middle, steps) = (Vector128.Create((short)levels), Vector256.Create(step));
        var i = 0;
        for (; i <= digits.Length - (2 * Lanes); i += 2 * Lanes)
        {
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)i));
            Scale(lower.AsInt16() - middle, steps).StoreUnsafe(ref to, (nuint)i);
            Scale(upper.AsInt16() - middle, steps).StoreUnsafe(ref to, (nuint)i + Lanes);
        }

        for (; i < digits.Length; i++)
        {
            values[i] = (digits[i] - levels) * step;
        }
    }

    private static Vector256<float> Scale(Vector128<short> counts, Vector256<float> steps)
    {
        var (lower, upper) = Vector128.Widen(counts);
        return Vector256.ConvertToSingle(Vector256.Create(lower, upper)) * steps;
    }
}
