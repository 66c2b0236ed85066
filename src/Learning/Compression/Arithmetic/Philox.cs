using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw, SC 2011): random words that are a function of key and place, so encoder and decoder need no
/// common state and blocks may be made in any order. Word i of a stream is word (i mod 32) / 8 of counter (i / 32) * 8 + i mod 8.
/// </summary>
/// <param name="key">The message's seed.</param>
/// <param name="tensor">Index of the tensor.</param>
/// <param name="purpose">What the words are for.</param>
internal readonly struct Philox(long key, int tensor, uint purpose)
{
    /// <summary>Words are made in groups of this many.</summary>
    public const int Group = 32;

    private const ulong FirstMultiplier = 0xD2511F53;
    private const ulong SecondMultiplier = 0xCD9E8D57;
    private const uint FirstWeyl = 0x9E3779B9;
    private const uint SecondWeyl = 0xBB67AE85;
    private const int Rounds = 10;

    /// <summary>The four words of one counter, in the generator's own order.</summary>
    public static (uint A, uint B, uint C, uint D) Words(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var first = c0 * FirstMultiplier;
            var second = c2 * SecondMultiplier;
            (c0, c1, c2, c3) = ((uint)(second >> 32) ^ c1 ^ k0, (uint)second, (uint)(first >> 32) ^ c3 ^ k1, (uint)first);
            k0 = unchecked(k0 + FirstWeyl);
            k1 = unchecked(k1 + SecondWeyl);
        }

        return (c0, c1, c2, c3);
    }

    /// <returns>A word that depends on the place alone, for index arithmetic.</returns>
    public uint Word(uint counter, uint tweak) => Words(counter, tweak, (uint)tensor, purpose, (uint)key, (uint)(key >> 32)).A;

    /// <summary>Words firstGroup * 32 and on.</summary>
    /// <param name="firstGroup">Group of the first.</param>
    /// <param name="words">A multiple of 32.</param>
    public void Fill(int firstGroup, Span<uint> words)
    {
        ref var to = ref MemoryMarshal.GetReference(words);
        for (var i = 0; i + Group <= words.Length; i += Group)
        {
            FillGroup(firstGroup + (i / Group), ref Unsafe.Add(ref to, i));
        }
    }

    /// <summary>Counters of even and odd place in two vectors of 64-bit lanes, of which products need only the lower halves.</summary>
    private void FillGroup(int group, ref uint to)
    {
        var counter = Vector256.Create((ulong)(uint)group * 8);
        var (a0, b0) = (counter + Vector256.Create(0UL, 2, 4, 6), counter + Vector256.Create(1UL, 3, 5, 7));
        var (a1, b1) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        var (a2, b2) = (Vector256.Create((ulong)(uint)tensor), Vector256.Create((ulong)(uint)tensor));
        var (a3, b3) = (Vector256.Create((ulong)purpose), Vector256.Create((ulong)purpose));
        var (m0, m1) = (Vector256.Create(FirstMultiplier), Vector256.Create(SecondMultiplier));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var (v0, v1) = (Vector256.Create((ulong)k0), Vector256.Create((ulong)k1));
            var (first, second) = (Multiply(a0, m0), Multiply(a2, m1));
            (a0, a1, a2, a3) = ((second >>> 32) ^ a1 ^ v0, second, (first >>> 32) ^ a3 ^ v1, first);
            (first, second) = (Multiply(b0, m0), Multiply(b2, m1));
            (b0, b1, b2, b3) = ((second >>> 32) ^ b1 ^ v0, second, (first >>> 32) ^ b3 ^ v1, first);
            k0 = unchecked(k0 + FirstWeyl);
            k1 = unchecked(k1 + SecondWeyl);
        }

        Interleave(a0, b0).StoreUnsafe(ref to);
        Interleave(a1, b1).StoreUnsafe(ref to, 8);
        Interleave(a2, b2).StoreUnsafe(ref to, 16);
        Interleave(a3, b3).StoreUnsafe(ref to, 24);
    }

    /// <summary>
    /// Products of the lower halves of lanes. The multiplier comes as a vector: a scalar that is spread within the call reads as zeros in the
    /// unoptimised code of runtime 10.0.12.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> lower, Vector256<ulong> multiplier) => Avx2.IsSupported
        ? Avx2.Multiply(lower.AsUInt32(), multiplier.AsUInt32())
        : (lower & Vector256.Create((ulong)uint.MaxValue)) * multiplier;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Interleave(Vector256<ulong> even, Vector256<ulong> odd) =>
        ((even & Vector256.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();
}
