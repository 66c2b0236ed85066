using EventCollab.Learning;
using EventCollab.Learning.Compression;

namespace EventCollab.CompressionBench;

/// <summary>Encodes, decodes and adds one vector again and again on the calling thread.</summary>
internal sealed class Bench
{
    private readonly CompressionLayout _layout;
    private readonly float[] _values;
    private readonly float[] _decoded;
    private readonly int _passes;

    /// <param name="count">Elements, as the tensors of a ResNet-18: convolutions of 3 x 3 and 512 channels, and the rest as a vector.</param>
    /// <param name="passes">Of which the median counts.</param>
    public Bench(int count, int passes)
    {
        const int Convolution = 512 * 512 * 3 * 3;
        List<TensorSpec> tensors = [.. Enumerable.Range(0, count / Convolution).Select(i => new TensorSpec($"conv{i}", ElementType.Float32, [512, 512, 3, 3]))];
        if (count % Convolution > 0)
        {
            tensors.Add(new TensorSpec("rest", ElementType.Float32, [count % Convolution]));
        }

        _layout = new CompressionLayout(tensors);
        _passes = passes;
        var random = new RandomSource(1);
        _values = [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
        _decoded = new float[count];
    }

    /// <summary>Seconds to copy the vector: what memory allows, one byte read for one written.</summary>
    public double Copy() => Median(() => _values.CopyTo(_decoded, 0));

    public Measured Measure(string text, double bar)
    {
        var expression = CompressionExpression.Parse(text);
        var (compressor, encoder) = (expression.Compressor, expression.CreateEncoder(_layout));
        var (message, seed, round) = (new byte[encoder.MessageLength], default(CompressionSeed), 0);
        var allocated = 0L;
        var encode = Median(
            () =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                encoder.Encode(_values, seed, message);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            },
            () =>
            {
                encoder.Acknowledge(round);
                seed = new CompressionSeed(1, ++round, "a");
            });
        var add = Median(() => compressor.Add(message, _layout, 0.1f, _decoded));
        var decode = Median(() => compressor.Decode(message, _layout, _decoded));
        return new Measured(text, encode, decode, add, Sum(expression, message), compressor.PayloadLength(_layout) * 8.0 / _values.Length, Error(), bar, allocated);
    }

    /// <summary>Adding to sums that do not depend on the order; EF21's messages go to mirrors instead.</summary>
    private double Sum(CompressionExpression expression, byte[] message)
    {
        if (expression.Memory == MemoryKind.Ef21)
        {
            return double.NaN;
        }

        var sum = new UpdateSum(new UpdateDecoder(_layout, expression), 30);
        return Median(() => sum.Add(message, 0.1));
    }

    private double Error()
    {
        var (error, square) = (0.0, 0.0);
        for (var i = 0; i < _values.Length; i++)
        {
            error += ((double)_decoded[i] - _values[i]) * ((double)_decoded[i] - _values[i]);
            square += (double)_values[i] * _values[i];
        }

        return error / square;
    }

    private double Median(Action measured, Action? between = null)
    {
        // Two passes first: the runtime compiles, the pools fill, pages are touched.
        var seconds = new double[_passes + 2];
        for (var i = 0; i < seconds.Length; i++)
        {
            between?.Invoke();
            var start = Clock.Seconds;
            measured();
            seconds[i] = Clock.Seconds - start;
        }

        Array.Sort(seconds, 2, _passes);
        return seconds[2 + (_passes / 2)];
    }
}
