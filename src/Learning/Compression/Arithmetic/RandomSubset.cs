using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// k distinct places of d, drawn without memory: the images of 0 .. k - 1 under a keyed permutation. A Feistel network of six rounds over
/// the next even number of bits, walked until it falls below d (Black and Rogaway 2002).
/// </summary>
internal readonly struct RandomSubset
{
    private const int Rounds = 6;

    private readonly uint _count;
    private readonly int _half;
    private readonly uint _mask;
    private readonly ulong _keys0;
    private readonly ulong _keys1;
    private readonly ulong _keys2;

    /// <param name="random">Of the tensor.</param>
    /// <param name="count">Places, at least 1.</param>
    /// <param name="tweak">Other subsets of one tensor have others.</param>
    public RandomSubset(Philox random, int count, uint tweak = 0)
    {
        _count = (uint)count;
        _half = (Math.Max(BitOperations.Log2((uint)Math.Max(count - 1, 1)) + 1, 2) + 1) / 2;
        _mask = (1u << _half) - 1;
        _keys0 = random.Word(0, tweak) | ((ulong)random.Word(1, tweak) << 32);
        _keys1 = random.Word(2, tweak) | ((ulong)random.Word(3, tweak) << 32);
        _keys2 = random.Word(4, tweak) | ((ulong)random.Word(5, tweak) << 32);
    }

    /// <returns>The place of draw <paramref name="draw"/>, below the count; other draws have other places.</returns>
    public int this[int draw]
    {
        get
        {
            var place = (uint)draw;
            do
            {
                place = Permute(place);
            }
            while (place >= _count);
            return (int)place;
        }
    }

    /// <summary>Places of draws from one on, each moved by an offset.</summary>
    public void Fill(int draw, int offset, Span<int> places)
    {
        var i = 0;
        if (_count == 1u << (2 * _half))
        {
            // The permutation's own size: no place has to be walked from, so eight go at a time.
            ref var to = ref MemoryMarshal.GetReference(places);
            var lanes = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);
            for (; i <= places.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                var drawn = (Vector256.Create(draw + i) + lanes).AsUInt32();
                (Permute(drawn).AsInt32() + Vector256.Create(offset)).StoreUnsafe(ref to, (nuint)i);
            }
        }

        for (; i < places.Length; i++)
        {
            places[i] = offset + this[draw + i];
        }
    }

    private Vector256<uint> Permute(Vector256<uint> places)
    {
        var mask = Vector256.Create(_mask);
        var (left, right) = (places >>> _half, places & mask);
        for (var round = 0; round < Rounds; round++)
        {
            var keys = round < 2 ? _keys0 : round < 4 ? _keys1 : _keys2;
            var key = Vector256.Create((uint)(keys >> (32 * (round & 1))));
            var mixed = ((right + Vector256<uint>.One) * 0x9E3779B1u) ^ key;
            mixed = (mixed ^ (mixed >>> 16)) * 0x85EBCA6Bu;
            mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35u;
            mixed ^= mixed >>> 16;
            (left, right) = (right, left ^ (mixed & mask));
        }

        return (left << _half) | right;
    }

    private uint Permute(uint place)
    {
        var (left, right) = (place >> _half, place & _mask);
        for (var round = 0; round < Rounds; round++)
        {
            var keys = round < 2 ? _keys0 : round < 4 ? _keys1 : _keys2;
            (left, right) = (right, left ^ (Mix(right, (uint)(keys >> (32 * (round & 1)))) & _mask));
        }

        return (left << _half) | right;
    }

    /// <summary>The finaliser of MurmurHash3: every bit of the half and of the key reaches every bit of the result.</summary>
    private static uint Mix(uint half, uint key)
    {
        var mixed = unchecked((half + 1) * 0x9E3779B1u) ^ key;
        mixed = unchecked((mixed ^ (mixed >> 16)) * 0x85EBCA6Bu);
        mixed = unchecked((mixed ^ (mixed >> 13)) * 0xC2B2AE35u);
        return mixed ^ (mixed >> 16);
    }
}
