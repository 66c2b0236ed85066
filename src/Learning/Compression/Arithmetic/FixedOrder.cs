using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// Sums whose order of additions is fixed: element i goes to lane i mod 8, in double, and the lanes are added from 0 to 7. Vector256 keeps
/// its eight lanes on every processor (the runtime splits it where registers are narrower), unlike Vector{T} and TensorPrimitives, whose
/// sums depend on the width.
/// </summary>
internal static class FixedOrder
{
    private const int Lanes = 8;

    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        var (lower, upper) = (Vector256<double>.Zero, Vector256<double>.Zero);
        ref var from = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            lower += a * a;
            upper += b * b;
        }

        if (i < values.Length)
        {
            var (a, b) = Vector256.Widen(Padded(values[i..]));
            lower += a * a;
            upper += b * b;
        }

        return LaneSum(lower, upper);
    }

    public static double SumOfSizes(ReadOnlySpan<float> values)
    {
        var (lower, upper) = (Vector256<double>.Zero, Vector256<double>.Zero);
        ref var from = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            var (a, b) = Vector256.Widen(Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i)));
            lower += a;
            upper += b;
        }

        if (i < values.Length)
        {
            var (a, b) = Vector256.Widen(Vector256.Abs(Padded(values[i..])));
            lower += a;
            upper += b;
        }

        return LaneSum(lower, upper);
    }

    public static double Sum(ReadOnlySpan<float> values)
    {
        var (lower, upper) = (Vector256<double>.Zero, Vector256<double>.Zero);
        ref var from = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            lower += a;
            upper += b;
        }

        if (i < values.Length)
        {
            var (a, b) = Vector256.Widen(Padded(values[i..]));
            lower += a;
            upper += b;
        }

        return LaneSum(lower, upper);
    }

    /// <summary>Of two vectors of one length.</summary>
    public static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var (lower, upper) = (Vector256<double>.Zero, Vector256<double>.Zero);
        ref var x = ref MemoryMarshal.GetReference(left);
        ref var y = ref MemoryMarshal.GetReference(right);
        var i = 0;
        for (; i <= left.Length - Lanes; i += Lanes)
        {
            var (a, b) = Vector256.Widen(Vector256.LoadUnsafe(ref x, (nuint)i));
            var (c, d) = Vector256.Widen(Vector256.LoadUnsafe(ref y, (nuint)i));
            lower += a * c;
            upper += b * d;
        }

        if (i < left.Length)
        {
            var (a, b) = Vector256.Widen(Padded(left[i..]));
            var (c, d) = Vector256.Widen(Padded(right[i..left.Length]));
            lower += a * c;
            upper += b * d;
        }

        return LaneSum(lower, upper);
    }

    /// <summary>The largest size; needs no order.</summary>
    public static float Largest(ReadOnlySpan<float> values)
    {
        var (first, second) = (Vector256<float>.Zero, Vector256<float>.Zero);
        ref var from = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - (2 * Lanes); i += 2 * Lanes)
        {
            first = Vector256.MaxNative(first, Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i)));
            second = Vector256.MaxNative(second, Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i + Lanes)));
        }

        first = Vector256.MaxNative(first, second);
        var largest = 0f;
        for (var lane = 0; lane < Lanes; lane++)
        {
            largest = MathF.Max(largest, first[lane]);
        }

        for (; i < values.Length; i++)
        {
            largest = MathF.Max(largest, MathF.Abs(values[i]));
        }

        return largest;
    }

    /// <returns>The first place whose value is not finite or larger in size than the limit; -1 where there is none.</returns>
    public static int FirstBeyond(ReadOnlySpan<float> values, float limit)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        var bound = Vector256.Create(limit);
        var i = 0;
        for (; i <= values.Length - (4 * Lanes); i += 4 * Lanes)
        {
            var within = Vector256.LessThanOrEqual(Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i)), bound)
                & Vector256.LessThanOrEqual(Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i + Lanes)), bound)
                & Vector256.LessThanOrEqual(Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i + (2 * Lanes))), bound)
                & Vector256.LessThanOrEqual(Vector256.Abs(Vector256.LoadUnsafe(ref from, (nuint)i + (3 * Lanes))), bound);
            if (within.ExtractMostSignificantBits() != byte.MaxValue)
            {
                break;
            }
        }

        for (; i < values.Length; i++)
        {
            // Not a comparison with >: it would let NaN pass.
            if (!(MathF.Abs(values[i]) <= limit))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>target += factor * values, each product and each sum rounded: no fused multiply-add.</summary>
    public static void AddScaled(ReadOnlySpan<float> values, float factor, Span<float> target)
    {
        ref var from = ref MemoryMarshal.GetReference(values);
        ref var to = ref MemoryMarshal.GetReference(target[..values.Length]);
        var factors = Vector256.Create(factor);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref to, (nuint)i) + (factors * Vector256.LoadUnsafe(ref from, (nuint)i))).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            target[i] += factor * values[i];
        }
    }

    public static void Scale(Span<float> values, float factor)
    {
        ref var to = ref MemoryMarshal.GetReference(values);
        var factors = Vector256.Create(factor);
        var i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref to, (nuint)i) * factors).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }

    public static double LaneSum(Vector256<double> lower, Vector256<double> upper) =>
        ((((((lower[0] + lower[1]) + lower[2]) + lower[3]) + upper[0]) + upper[1]) + upper[2]) + upper[3];

    public static double LaneSum(Vector256<float> lanes)
    {
        var (lower, upper) = Vector256.Widen(lanes);
        return LaneSum(lower, upper);
    }

    private static Vector256<float> Padded(ReadOnlySpan<float> tail)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Clear();
        tail.CopyTo(padded);
        return Vector256.Create<float>(padded);
    }
}
