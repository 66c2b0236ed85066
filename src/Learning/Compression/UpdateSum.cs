namespace EventCollab.Learning.Compression;

/// <summary>
/// A weighted sum of updates that does not depend on the order in which they are added: each term is rounded to a multiple of
/// 2^-fractionBits, and whole numbers add up exactly. Its memory is 8 bytes an element, however many organizations there are, and what was
/// added can be taken away again without a trace.
/// </summary>
public sealed class UpdateSum
{
    /// <summary>2^50: 4096 terms below it stay below 2^62.</summary>
    internal const double LargestTerm = 1125899906842624;

    private const int MostTerms = 4096;
    private const int MostBits = 49;

    private readonly UpdateDecoder _decoder;
    private readonly double _unit;
    private readonly long[] _sums;

    /// <param name="decoder">Of the updates.</param>
    /// <param name="fractionBits">0 to 49: 40 resolves 9e-13 and takes weighted values below 1024.</param>
    public UpdateSum(UpdateDecoder decoder, int fractionBits = 40)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fractionBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionBits, MostBits);
        _decoder = decoder;
        _unit = Math.ScaleB(1, fractionBits);
        _sums = new long[decoder.Layout.Count];
    }

    /// <summary>d, elements.</summary>
    public int Length => _sums.Length;

    /// <summary>Updates in the sum.</summary>
    public int Count { get; private set; }

    /// <exception cref="CompressionException">
    /// Not a message that the decoder takes, a weighted value is too large for the resolution, or there are 4096 updates; the sum is as it was.
    /// </exception>
    public UpdateHeader Add(ReadOnlySpan<byte> message, double weight)
    {
        if (Count == MostTerms)
        {
            throw new CompressionException($"the sum holds {MostTerms} updates; it takes no more.");
        }

        var header = Send(message, weight, 1);
        Count++;
        return header;
    }

    /// <summary>Takes away what <see cref="Add"/> added of the same message with the same weight.</summary>
    public UpdateHeader Remove(ReadOnlySpan<byte> message, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfZero(Count);
        var header = Send(message, weight, -1);
        Count--;
        return header;
    }

    /// <summary>Writes sum / divisor, divided in double and rounded once.</summary>
    public void CopyTo(Span<float> values, double divisor)
    {
        var unit = _unit * divisor;
        for (var i = 0; i < _sums.Length; i++)
        {
            values[i] = (float)(_sums[i] / unit);
        }
    }

    public void Clear()
    {
        _sums.AsSpan().Clear();
        Count = 0;
    }

    private UpdateHeader Send(ReadOnlySpan<byte> message, double weight, long sign)
    {
        if (!double.IsFinite(weight))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is finite.");
        }

        var scheme = _decoder.Find(message, out var header);
        var sink = UpdateSink.Onto(_sums.AsSpan(), weight * _unit, sign);
        scheme.Send(message, _decoder.Layout, header.Seed, ref sink);
        if (sink.OutOfRange)
        {
            // The same terms once more with the other sign: whole numbers wrap around and come back exactly.
            var back = UpdateSink.Onto(_sums.AsSpan(), weight * _unit, -sign);
            scheme.Send(message, _decoder.Layout, header.Seed, ref back);
            throw new CompressionException("a weighted value of the update is too large for the sum's resolution.");
        }

        return header;
    }
}
