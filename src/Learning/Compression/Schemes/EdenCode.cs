using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Schemes;

/// <summary>
/// The nearest centroids of the standard normal distribution (Lloyd and Max) in 1 to 4 bits: a plane of signs, then planes of the
/// magnitude's index from its lowest bit; a plane has one bit an element.
/// </summary>
internal static class EdenCode
{
    public const int MostBits = 4;

    private const int Lanes = 8;
    private const int MostCentroids = 8;

    /// <summary>The positive half for each number of bits; EDEN (Vargaftik et al., ICML 2022), section on scalar quantization.</summary>
    private static readonly float[][] Centroids =
    [
        [],
        [0.797885f],
        [0.452780f, 1.510418f],
        [0.245094f, 0.756005f, 1.343909f, 2.151946f],
        [0.128395f, 0.388048f, 0.656759f, 0.942340f, 1.256231f, 1.618046f, 2.069017f, 2.732589f],
    ];

    /// <summary>Expected squared error of a standard normal value, for each number of bits.</summary>
    private static readonly double[] Errors = [1, 0.3634, 0.1175, 0.03454, 0.00950];

    public static int ByteLength(int count, int bits) => count / Lanes * bits;

    public static double ErrorOf(int bits) => Errors[bits];

    /// <param name="rotated">A multiple of 8 elements.</param>
    /// <param name="bits">1 to 4.</param>
    /// <param name="deviation">What the rotated elements' standard deviation is.</param>
    /// <param name="planes">Of <see cref="ByteLength"/>.</param>
    /// <returns>Sums over the elements: of centroid times element, and of centroids squared.</returns>
    public static (double Dot, double Square) Write(ReadOnlySpan<float> rotated, int bits, double deviation, Span<byte> planes)
    {
        if (rotated.IsEmpty)
        {
            return (0, 0);
        }

        var table = Table(bits, 1);
        Span<float> bounds = stackalloc float[MostCentroids];
        bounds = bounds[..(Centroids[bits].Length - 1)];
        for (var i = 0; i < bounds.Length; i++)
        {
            // Midpoints: nearer to the next centroid from here on.
            bounds[i] = (float)((((double)Centroids[bits][i] + Centroids[bits][i + 1]) / 2) * deviation);
        }

        var plane = rotated.Length / Lanes;
        ref var from = ref MemoryMarshal.GetReference(rotated);
        var (lower, upper, square) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<float>.Zero);
        var total = 0.0;
        for (var i = 0; i < plane; i++)
        {
            var value = Vector256.LoadUnsafe(ref from, (nuint)(i * Lanes));
            var index = IndexOf(Vector256.Abs(value), bounds);
            planes[i] = BitPlanes.Negative(value);
            for (var bit = 1; bit < bits; bit++)
            {
                planes[(bit * plane) + i] = BitPlanes.Plane(index, bit - 1);
            }

            var centroid = Vector256.Shuffle(table, index);
            var (a, b) = Vector256.Widen(centroid * Vector256.Abs(value));
            lower += a;
            upper += b;
            square += centroid * centroid;
            if (i % 64 == 63)
            {
                // Few terms at a time in float, so that the sum of squares is as good as one in double.
                total += FixedOrder.LaneSum(square);
                square = Vector256<float>.Zero;
            }
        }

        return (FixedOrder.LaneSum(lower, upper), total + FixedOrder.LaneSum(square));
    }

    /// <param name="planes">Of <see cref="ByteLength"/>.</param>
    /// <param name="bits">1 to 4.</param>
    /// <param name="scale">Of the centroids.</param>
    /// <param name="values">A multiple of 8 elements.</param>
    public static void Read(ReadOnlySpan<byte> planes, int bits, float scale, Span<float> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        var table = Table(bits, scale);
        var plane = values.Length / Lanes;
        ref var to = ref MemoryMarshal.GetReference(values);
        for (var i = 0; i < plane; i++)
        {
            var index = Vector256<int>.Zero;
            for (var bit = 1; bit < bits; bit++)
            {
                index |= BitPlanes.MaskOf(planes[(bit * plane) + i]) & Vector256.Create(1 << (bit - 1));
            }

            (Vector256.Shuffle(table, index) ^ BitPlanes.SignsOf(planes[i])).StoreUnsafe(ref to, (nuint)(i * Lanes));
        }
    }

    private static Vector256<float> Table(int bits, float scale)
    {
        Span<float> table = stackalloc float[MostCentroids];
        for (var i = 0; i < MostCentroids; i++)
        {
            table[i] = Centroids[bits][Math.Min(i, Centroids[bits].Length - 1)] * scale;
        }

        return Vector256.Create<float>(table);
    }

    private static Vector256<int> IndexOf(Vector256<float> size, ReadOnlySpan<float> bounds)
    {
        var index = Vector256<int>.Zero;
        foreach (var bound in bounds)
        {
            index -= Vector256.GreaterThan(size, Vector256.Create(bound)).AsInt32();
        }

        return index;
    }
}
