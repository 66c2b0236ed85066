using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// The places of the k values of largest size, ascending; of equal sizes the first ones. Exact: a sample of the values only suggests a bound
/// that leaves few candidates, and where it misleads all values are candidates.
/// </summary>
internal static class TopSelection
{
    private const int Lanes = 8;
    private const int SampleSize = 8192;
    private const int LeastForSampling = 16 * SampleSize;
    private const int SizeBits = int.MaxValue;

    /// <param name="values">Finite.</param>
    /// <param name="places">k of them; k is 1 to the count of values.</param>
    public static void Find(ReadOnlySpan<float> values, Span<int> places)
    {
        if (values.Length >= LeastForSampling && places.Length <= values.Length / 4 && FindAmongCandidates(values, places))
        {
            return;
        }

        var (bound, ties) = Threshold(values, places.Length);
        var found = 0;
        for (var i = 0; found < places.Length; i++)
        {
            var size = BitConverter.SingleToInt32Bits(values[i]) & SizeBits;
            if (size > bound || (size == bound && ties-- > 0))
            {
                places[found++] = i;
            }
        }
    }

    private static bool FindAmongCandidates(ReadOnlySpan<float> values, Span<int> places)
    {
        var capacity = (int)Math.Min(values.Length, (places.Length * 2L) + SampleSize);
        var candidates = ArrayPool<int>.Shared.Rent(capacity);
        var sizes = ArrayPool<float>.Shared.Rent(capacity);
        try
        {
            var count = Collect(values, Suggest(values, places.Length), candidates.AsSpan(0, capacity));
            if (count < places.Length)
            {
                return false;
            }

            for (var i = 0; i < count; i++)
            {
                sizes[i] = values[candidates[i]];
            }

            Find(sizes.AsSpan(0, count), places);
            for (var i = 0; i < places.Length; i++)
            {
                places[i] = candidates[places[i]];
            }

            return true;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(candidates);
            ArrayPool<float>.Shared.Return(sizes);
        }
    }

    /// <summary>A size that about 1.2 k values reach, and fewer than k only by very bad luck (five standard deviations of the sample).</summary>
    private static float Suggest(ReadOnlySpan<float> values, int k)
    {
        var sample = ArrayPool<int>.Shared.Rent(SampleSize);
        try
        {
            var stride = values.Length / SampleSize;
            for (var i = 0; i < SampleSize; i++)
            {
                sample[i] = BitConverter.SingleToInt32Bits(values[i * stride]) & SizeBits;
            }

            sample.AsSpan(0, SampleSize).Sort();
            var expected = (double)k * SampleSize / values.Length;
            var rank = (int)(expected + (5 * Math.Sqrt(expected)) + 5);
            return BitConverter.Int32BitsToSingle(sample[Math.Max(0, SampleSize - rank)]);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(sample);
        }
    }

    /// <returns>How many places were written; 0 where there is no room for all.</returns>
    private static int Collect(ReadOnlySpan<float> values, float bound, Span<int> places)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var least = Vector256.Create(bound);
        var (count, i) = (0, 0);
        for (; i <= values.Length - (4 * Lanes); i += 4 * Lanes)
        {
            var mask = Reaching(ref from, i, least) | (Reaching(ref from, i + Lanes, least) << 8)
                | (Reaching(ref from, i + (2 * Lanes), least) << 16) | (Reaching(ref from, i + (3 * Lanes), least) << 24);
            if (mask == 0)
            {
                continue;
            }

            if (count + (4 * Lanes) > places.Length)
            {
                return 0;
            }

            for (; mask != 0; mask &= mask - 1)
            {
                places[count++] = i + System.Numerics.BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; i < values.Length; i++)
        {
            if (MathF.Abs(values[i]) >= bound)
            {
                if (count == places.Length)
                {
                    return 0;
                }

                places[count++] = i;
            }
        }

        return count;
    }

    private static uint Reaching(ref float from, int place, Vector256<float> least) =>
        Vector256.GreaterThanOrEqual(Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)place)), least).ExtractMostSignificantBits();

    /// <summary>The k-th largest size by its bits (which are ordered as the sizes are), found digit by digit: 11, 10 and 10 bits.</summary>
    /// <returns>The bits, and how many of the k have exactly that size.</returns>
    private static (int Bound, int Ties) Threshold(ReadOnlySpan<float> values, int k)
    {
        Span<int> counts = stackalloc int[1 << 11];
        var (prefix, above, left) = (0, 31, k);
        while (above > 0)
        {
            var shift = above == 31 ? 20 : above - 10;
            var digits = 1 << (above - shift);
            Count(values, prefix, above, shift, counts[..digits]);
            var digit = digits - 1;
            for (; counts[digit] < left; digit--)
            {
                left -= counts[digit];
            }

            prefix = (prefix << (above - shift)) | digit;
            above = shift;
        }

        return (prefix, left);
    }

    /// <summary>How often each value of the digit occurs among sizes whose higher bits are the prefix.</summary>
    private static void Count(ReadOnlySpan<float> values, int prefix, int above, int shift, Span<int> counts)
    {
        counts.Clear();
        var mask = counts.Length - 1;
        foreach (var value in values)
        {
            var size = BitConverter.SingleToInt32Bits(value) & SizeBits;
            if (above == 31 || size >> above == prefix)
            {
                counts[(size >> shift) & mask]++;
            }
        }
    }
}
