using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// The random rotation of DRIVE and EDEN: R = H D2 H D1 / n, Walsh-Hadamard times random signs, twice. Once is not enough: a vector with few
/// entries above zero is spread over few values, and what is decoded is biased (NMSE 1 for e1 + e2).
/// </summary>
internal static class Hadamard
{
    /// <summary>32 KiB of floats, the size of the smallest first-level caches in use.</summary>
    public const int LargestBlock = 8192;

    /// <summary>Of fewer elements two rotations are not yet near enough to a uniform one.</summary>
    public const int SmallestBlock = 128;

    private const int Lanes = 8;

    /// <summary>block := H D2 H D1 block; n times the rotation, a factor of sqrt(n) for each of the two transforms.</summary>
    /// <param name="block">A power of two of elements, 128 to 8192.</param>
    /// <param name="index">Of the block in its tensor.</param>
    /// <param name="first">Where the signs D1 come from.</param>
    /// <param name="second">Where the signs D2 come from.</param>
    public static void Rotate(Span<float> block, int index, Philox first, Philox second)
    {
        Flip(block, index, first);
        Transform(block);
        Flip(block, index, second);
        Transform(block);
    }

    /// <summary>block := D1 H D2 H block; n times the inverse rotation.</summary>
    public static void RotateBack(Span<float> block, int index, Philox first, Philox second)
    {
        Transform(block);
        Flip(block, index, second);
        Transform(block);
        Flip(block, index, first);
    }

    /// <summary>Sylvester's transform in place, not normalised.</summary>
    public static void Transform(Span<float> block)
    {
        ref var x = ref MemoryMarshal.GetReference(block);
        for (var i = 0; i < block.Length; i += Lanes)
        {
            Within(Vector256.LoadUnsafe(ref x, (nuint)i)).StoreUnsafe(ref x, (nuint)i);
        }

        var half = Lanes;
        for (; half * 2 < block.Length; half *= 4)
        {
            TwoLevels(ref x, block.Length, half);
        }

        if (half < block.Length)
        {
            OneLevel(ref x, block.Length, half);
        }
    }

    /// <summary>Element i changes its sign where bit i of the block's words is set.</summary>
    private static void Flip(Span<float> block, int index, Philox signs)
    {
        Span<uint> words = stackalloc uint[LargestBlock / 32];
        words = words[..Math.Max(block.Length / 32, Philox.Group)];
        signs.Fill(index * (LargestBlock / 32 / Philox.Group), words);
        ref var x = ref MemoryMarshal.GetReference(block);
        for (var i = 0; i < block.Length; i += Lanes)
        {
            var bits = (int)(words[i / 32] >> (i % 32));
            (Vector256.LoadUnsafe(ref x, (nuint)i) ^ BitPlanes.SignsOf(bits)).StoreUnsafe(ref x, (nuint)i);
        }
    }

    /// <summary>The three levels within a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Within(Vector256<float> v)
    {
        v = Vector256.Shuffle(v, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)) + (v ^ Vector256.Create(0f, -0f, 0f, -0f, 0f, -0f, 0f, -0f));
        v = Vector256.Shuffle(v, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)) + (v ^ Vector256.Create(0f, 0f, -0f, -0f, 0f, 0f, -0f, -0f));
        return Vector256.Shuffle(v, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)) + (v ^ Vector256.Create(0f, 0f, 0f, 0f, -0f, -0f, -0f, -0f));
    }

    /// <summary>Two levels in one pass over the block: half the loads and stores.</summary>
    private static void TwoLevels(ref float x, int length, int half)
    {
        for (var start = 0; start < length; start += 4 * half)
        {
            for (var i = start; i < start + half; i += Lanes)
            {
                var (p0, p1, p2, p3) = ((nuint)i, (nuint)(i + half), (nuint)(i + (2 * half)), (nuint)(i + (3 * half)));
                var (a, b) = (Vector256.LoadUnsafe(ref x, p0), Vector256.LoadUnsafe(ref x, p1));
                var (c, d) = (Vector256.LoadUnsafe(ref x, p2), Vector256.LoadUnsafe(ref x, p3));
                var (ab, ba, cd, dc) = (a + b, a - b, c + d, c - d);
                (ab + cd).StoreUnsafe(ref x, p0);
                (ba + dc).StoreUnsafe(ref x, p1);
                (ab - cd).StoreUnsafe(ref x, p2);
                (ba - dc).StoreUnsafe(ref x, p3);
            }
        }
    }

    private static void OneLevel(ref float x, int length, int half)
    {
        for (var start = 0; start < length; start += 2 * half)
        {
            for (var i = start; i < start + half; i += Lanes)
            {
                var (a, b) = (Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref x, (nuint)(i + half)));
                (a + b).StoreUnsafe(ref x, (nuint)i);
                (a - b).StoreUnsafe(ref x, (nuint)(i + half));
            }
        }
    }
}
