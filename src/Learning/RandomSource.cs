using System.Numerics;

namespace EventCollab.Learning;

/// <summary>
/// Random numbers that are the same for a seed on every runtime: xoshiro256** (Blackman and Vigna), seeded through
/// SplitMix64. System.Random promises no such thing, and libtorch's generator is shared by the whole process.
/// </summary>
public class RandomSource
{
    private readonly ulong[] _state = new ulong[4];
    private double? _spareNormal;

    /// <param name="seed">From <see cref="SeedSequence.Derive"/>.</param>
    public RandomSource(long seed)
    {
        var counter = unchecked((ulong)seed);
        for (var i = 0; i < _state.Length; i++)
        {
            counter = unchecked(counter + 0x9E3779B97F4A7C15UL);
            var mixed = counter;
            mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
            mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
            _state[i] = mixed ^ (mixed >> 31);
        }
    }

    /// <summary>For a source that draws its bits elsewhere.</summary>
    private protected RandomSource()
    {
    }

    /// <returns>Uniform on [0, 1), a multiple of 2^-53.</returns>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <returns>Uniform on [<paramref name="low"/>, <paramref name="high"/>).</returns>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <returns>Uniform on 0 .. <paramref name="bound"/> - 1.</returns>
    public int NextIndex(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <returns>Standard normal, by Box and Muller's transformation.</returns>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        // 1 - u is never 0, so the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var angle = 2 * Math.PI * NextDouble();
        _spareNormal = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    /// <returns>Laplace of mean 0 and the given scale, by inversion.</returns>
    public double NextLaplace(double scale)
    {
        var centred = NextDouble() - 0.5;

        // centred = -0.5 would give an infinite value: 1 - 2 * 0.5 = 0 under the logarithm.
        var tail = Math.Max(1 - (2 * Math.Abs(centred)), 1.0 / (1UL << 53));
        return -scale * Math.Sign(centred) * Math.Log(tail);
    }

    /// <returns>A random order of 0 .. <paramref name="count"/> - 1 (Fisher and Yates).</returns>
    public int[] NextPermutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = NextIndex(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private protected virtual ulong NextBits()
    {
        var result = unchecked(BitOperations.RotateLeft(unchecked(_state[1] * 5), 7) * 9);
        var shifted = _state[1] << 17;
        _state[2] ^= _state[0];
        _state[3] ^= _state[1];
        _state[1] ^= _state[2];
        _state[0] ^= _state[3];
        _state[2] ^= shifted;
        _state[3] = BitOperations.RotateLeft(_state[3], 45);
        return result;
    }
}
