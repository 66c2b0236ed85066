using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// <c>int16</c>: blocks of 4096 elements, each on its own grid of 65535 points from -max to max, rounded to the nearest. 16 d bits and a
/// float32 a block; no element errs by more than max / 65534. Nearly exact, so it wants no memory.
/// </summary>
internal sealed class Int16Scheme() : Scheme(Name)
{
    public const string Name = "int16";

    private const int Lanes = 8;

    /// <summary>1.5 * 2^23: adding it rounds a float below 2^22 to a whole number, ties to even, the same on every processor.</summary>
    private const float Rounder = 12582912f;

    public override CompressionKind Kind => CompressionKind.Biased;

    protected override long SectionLength(in TensorPlace place) => ScalesLength(place) + (place.Count * (long)sizeof(short));

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        var codes = MemoryMarshal.Cast<byte, short>(section[ScalesLength(place)..]);
        for (var start = 0; start < values.Length; start += BlockLength)
        {
            var block = values.Slice(start, Math.Min(BlockLength, values.Length - start));
            var largest = FixedOrder.Largest(block);
            var scale = ToScale(largest / (double)short.MaxValue);
            WriteScale(scale, section[(start / BlockLength * sizeof(float))..]);
            Quantize(block, scale == 0 ? 0 : short.MaxValue / largest, codes.Slice(start, block.Length));
        }
    }

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place) => AreScales(section[..ScalesLength(place)]);

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var codes = MemoryMarshal.Cast<byte, short>(section[ScalesLength(place)..]);
        var values = RentBlock();
        for (var start = 0; start < place.Count; start += BlockLength)
        {
            var block = codes.Slice(start, Math.Min(BlockLength, place.Count - start));
            Scale(block, ReadScale(section[(start / BlockLength * sizeof(float))..]), values);
            sink.Add(place.Offset + start, values.AsSpan(0, block.Length));
        }

        Return(values);
    }

    private static int ScalesLength(in TensorPlace place) => ((place.Count + BlockLength - 1) / BlockLength) * sizeof(float);

    private static void Quantize(ReadOnlySpan<float> block, float factor, Span<short> codes)
    {
        ref var from = ref MemoryMarshal.GetReference(block);
        ref var to = ref MemoryMarshal.GetReference(codes);
        var (factors, rounder) = (Vector256.Create(factor), Vector256.Create(Rounder));
        var i = 0;
        for (; i <= block.Length - (2 * Lanes); i += 2 * Lanes)
        {
            // The low 16 bits of the sum are the whole number's own: 1.5 * 2^23 ends in more zeros.
            var lower = ((Vector256.LoadUnsafe(ref from, (nuint)i) * factors) + rounder).AsInt32();
            var upper = ((Vector256.LoadUnsafe(ref from, (nuint)i + Lanes) * factors) + rounder).AsInt32();
            Vector256.Narrow(lower, upper).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < block.Length; i++)
        {
            codes[i] = unchecked((short)BitConverter.SingleToInt32Bits((block[i] * factor) + Rounder));
        }
    }

    private static void Scale(ReadOnlySpan<short> codes, float scale, Span<float> values)
    {
        ref var from = ref MemoryMarshal.GetReference(codes);
        ref var to = ref MemoryMarshal.GetReference(values);
        var scales = Vector256.Create(scale);
        var i = 0;
        for (; i <= codes.Length - (2 * Lanes); i += 2 * Lanes)
        {
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            (Vector256.ConvertToSingle(lower) * scales).StoreUnsafe(ref to, (nuint)i);
            (Vector256.ConvertToSingle(upper) * scales).StoreUnsafe(ref to, (nuint)i + Lanes);
        }

        for (; i < codes.Length; i++)
        {
            values[i] = codes[i] * scale;
        }
    }
}
