using System.Numerics;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>
/// k distinct places of d, drawn without memory: the images of 0 .. k - 1 under a keyed permutation. A Feistel network of six rounds over
/// the next even number of bits, walked until it falls below d (Black and Rogaway 2002).
/// </summary>
internal readonly struct RandomSubset
{
    private const int Rounds = 6;

    private readonly Philox _random;
    private readonly uint _count;
    private readonly int _half;
    private readonly uint _mask;
    private readonly ulong _keys0;
    private readonly ulong _keys1;
    private readonly ulong _keys2;

    public RandomSubset(Philox random, int count)
    {
        _random = random;
        _count = (uint)count;
        _half = (Math.Max(BitOperations.Log2((uint)Math.Max(count - 1, 1)) + 1, 2) + 1) / 2;
        _mask = (1u << _half) - 1;
        _keys0 = Key(0) | ((ulong)Key(1) << 32);
        _keys1 = Key(2) | ((ulong)Key(3) << 32);
        _keys2 = Key(4) | ((ulong)Key(5) << 32);
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

    private uint Key(uint round) => _random.Word(round, 0);

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
