using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression;

/// <summary>
/// Where decoded values go: over a vector, weighted onto one, or weighted onto sums in fixed point. Every operation is element by element
/// with one rounding each (no fused multiply-add), so the result does not depend on the width of the processor's vectors.
/// </summary>
internal ref struct UpdateSink
{
    /// <summary>1.5 * 2^52: adding it rounds a double below 2^51 to a whole number in its low bits.</summary>
    private const double Rounder = 6755399441055744.0;

    private readonly Span<float> _values;
    private readonly Span<long> _sums;
    private readonly float _weight;
    private readonly double _scale;
    private readonly long _sign;
    private readonly bool _overwrites;

    private UpdateSink(Span<float> values, float weight, bool overwrites)
    {
        _values = values;
        _weight = weight;
        _overwrites = overwrites;
    }

    private UpdateSink(Span<long> sums, double scale, long sign)
    {
        _sums = sums;
        _scale = scale;
        _sign = sign;
    }

    /// <summary>A value times the scale reached 2^50: what was added to the sums means nothing, but taking it away again restores them.</summary>
    public bool OutOfRange { get; private set; }

    /// <summary>Where only what differs from zero is given; the caller cleared the vector.</summary>
    public static UpdateSink Over(Span<float> values) => new(values, 1, true);

    public static UpdateSink Onto(Span<float> values, float weight) => new(values, weight, false);

    /// <param name="sums">Of value * scale, rounded to whole numbers.</param>
    /// <param name="scale">Weight times 2^fraction bits.</param>
    /// <param name="sign">1 adds, -1 takes the same away.</param>
    public static UpdateSink Onto(Span<long> sums, double scale, long sign) => new(sums, scale, sign);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index, float value)
    {
        if (_overwrites)
        {
            _values[index] = value;
        }
        else if (_sums.IsEmpty)
        {
            _values[index] += _weight * value;
        }
        else
        {
            var scaled = value * _scale;
            OutOfRange |= !(Math.Abs(scaled) < UpdateSum.LargestTerm);
            _sums[index] += _sign * (BitConverter.DoubleToInt64Bits(scaled + Rounder) - BitConverter.DoubleToInt64Bits(Rounder));
        }
    }

    public void Add(int offset, ReadOnlySpan<float> block)
    {
        if (_overwrites)
        {
            block.CopyTo(_values[offset..]);
        }
        else if (_sums.IsEmpty)
        {
            FixedOrder.AddScaled(block, _weight, _values.Slice(offset, block.Length));
        }
        else
        {
            AddFixed(offset, block);
        }
    }

    private void AddFixed(int offset, ReadOnlySpan<float> block)
    {
        ref var from = ref MemoryMarshal.GetReference(block);
        ref var to = ref MemoryMarshal.GetReference(_sums.Slice(offset, block.Length));
        var scale = Vector256.Create(_scale);
        var outside = Vector256<double>.Zero;
        var sign = Vector256.Create(_sign >> 1);
        var i = 0;
        for (; i <= block.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)i));
            outside |= AddFixed(lower * scale, ref to, i, sign) | AddFixed(upper * scale, ref to, i + Vector256<double>.Count, sign);
        }

        OutOfRange |= outside.AsInt64() != Vector256<long>.Zero;
        for (; i < block.Length; i++)
        {
            Add(offset + i, block[i]);
        }
    }

    /// <param name="scaled">Four terms.</param>
    /// <param name="to">Sums.</param>
    /// <param name="place">Of the first.</param>
    /// <param name="sign">All bits of -1, or none: (x xor s) - s is -x or x.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> AddFixed(Vector256<double> scaled, ref long to, int place, Vector256<long> sign)
    {
        var whole = (scaled + Vector256.Create(Rounder)).AsInt64() - Vector256.Create(Rounder).AsInt64();
        var sum = Vector256.LoadUnsafe(ref to, (nuint)place) + ((whole ^ sign) - sign);
        sum.StoreUnsafe(ref to, (nuint)place);
        return ~Vector256.LessThan(Vector256.Abs(scaled), Vector256.Create(UpdateSum.LargestTerm));
    }
}
