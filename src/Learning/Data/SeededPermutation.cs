namespace EventCollab.Learning.Data;

/// <summary>
/// Random numbers and permutations that are the same for a seed on every machine and every release: SplitMix64 (Steele, Lea,
/// Flood 2014) with unbiased bounds, because the runtime does not promise the sequence of its own generator.
/// </summary>
internal sealed class SeededPermutation(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>0 .. count - 1 in random order (Fisher and Yates).</summary>
    public int[] Of(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var last = count - 1; last > 0; last--)
        {
            var other = (int)Below((ulong)last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order;
    }

    /// <summary>Uniform on [0, 1) with 53 bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller, one of the pair).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    private ulong Below(ulong bound)
    {
        // The draws that would make small results likelier are refused.
        var refused = (0 - bound) % bound;
        ulong draw;
        do
        {
            draw = Next();
        }
        while (draw < refused);
        return draw % bound;
    }

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
