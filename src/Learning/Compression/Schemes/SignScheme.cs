using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// One bit an element: <c>sign</c> (signSGD, Bernstein et al., ICML 2018; d bits, for <see cref="MajorityVote"/>), <c>scaledsign</c> (mean
/// size times sign; d + 32 bits, keeps norm1^2 / (d norm2^2)) and <c>onebit</c> (Seide et al., 2014: the mean of the elements below zero
/// and that of the others; d + 64 bits). Zero counts as positive at both ends.
/// </summary>
internal sealed class SignScheme(string name) : Scheme(name)
{
    public const string Sign = "sign";
    public const string ScaledSign = "scaledsign";
    public const string OneBit = "onebit";

    private const int Lanes = 8;

    private readonly int _scales = name switch { Sign => 0, ScaledSign => 1, _ => 2 };

    public override CompressionKind Kind => CompressionKind.Biased;

    private int ScalesLength => _scales * sizeof(float);

    protected override long SectionLength(in TensorPlace place) => ScalesLength + ((place.Count + 7) / 8);

    protected override void EncodeTensor(ReadOnlySpan<float> values, in TensorPlace place, long seed, Span<float> memory, Span<byte> section)
    {
        if (_scales == 1)
        {
            WriteScale(ToScale(FixedOrder.SumOfSizes(values) / values.Length), section);
        }

        var negatives = WriteSigns(values, section[ScalesLength..]);
        if (_scales == 2)
        {
            // Of sizes a and sum s: the positive ones add up to (a + s) / 2, the negative ones to (a - s) / 2.
            var (sizes, sum) = (FixedOrder.SumOfSizes(values), FixedOrder.Sum(values));
            WriteScale(Mean((sizes + sum) / 2, values.Length - negatives), section);
            WriteScale(Mean((sizes - sum) / 2, negatives), section[sizeof(float)..]);
        }
    }

    protected override bool IsValid(ReadOnlySpan<byte> section, in TensorPlace place) =>
        AreScales(section[..ScalesLength]) && (place.Count % 8 == 0 || section[^1] >> (place.Count % 8) == 0);

    protected override void DecodeTensor(ReadOnlySpan<byte> section, in TensorPlace place, long seed, ref UpdateSink sink)
    {
        var positive = _scales == 0 ? 1 : ReadScale(section);
        var negative = _scales == 2 ? -ReadScale(section[sizeof(float)..]) : -positive;
        var signs = section[ScalesLength..];
        var values = RentBlock();
        for (var start = 0; start < place.Count; start += BlockLength)
        {
            var count = Math.Min(BlockLength, place.Count - start);
            Select(signs[(start / 8)..], positive, negative, values.AsSpan(0, ((count + 7) / 8) * 8));
            sink.Add(place.Offset + start, values.AsSpan(0, count));
        }

        Return(values);
    }

    private static float Mean(double sum, int count) => count == 0 ? 0 : ToScale(sum / count);

    /// <returns>How many are below zero.</returns>
    private static int WriteSigns(ReadOnlySpan<float> values, Span<byte> signs)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var (negatives, i) = (0, 0);
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            var bits = BitPlanes.Negative(Vector256.LoadUnsafe(ref from, (nuint)i));
            signs[i / 8] = bits;
            negatives += System.Numerics.BitOperations.PopCount(bits);
        }

        if (i < values.Length)
        {
            signs[i / 8] = 0;
        }

        for (; i < values.Length; i++)
        {
            if (values[i] < 0)
            {
                signs[i / 8] |= (byte)(1 << (i % 8));
                negatives++;
            }
        }

        return negatives;
    }

    private static void Select(ReadOnlySpan<byte> signs, float positive, float negative, Span<float> values)
    {
        ref var to = ref MemoryMarshal.GetReference(values);
        var (plus, minus) = (Vector256.Create(positive), Vector256.Create(negative));
        for (var i = 0; i < values.Length; i += Lanes)
        {
            Vector256.ConditionalSelect(BitPlanes.MaskOf(signs[i / 8]).AsSingle(), minus, plus).StoreUnsafe(ref to, (nuint)i);
        }
    }
}
