namespace EventCollab.Learning.Compression.Tests;

/// <summary>
/// Ten workers with f_i(x) = sum_j h_ij (x_j - c_ij)^2 / 2, d = 50, h uniform on [.5, 2], c normal of variance 9: full gradients, centres far
/// apart, so no worker's gradient vanishes at the common optimum.
/// </summary>
internal sealed class Quadratics
{
    private const int Workers = 10;
    private const int Size = 50;

    private readonly double[,] _curvature = new double[Workers, Size];
    private readonly double[,] _centre = new double[Workers, Size];
    private readonly RandomSource _pipe = new(77);

    public Quadratics()
    {
        var random = new RandomSource(11);
        for (var i = 0; i < Workers; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                _curvature[i, j] = random.NextUniform(0.5, 2);
                _centre[i, j] = 3 * random.NextNormal();
            }
        }
    }

    /// <summary>Probability that a message is lost, and that one is doubled.</summary>
    public double Loss { get; init; }

    public int Copies { get; private set; }

    public int Duplicates { get; private set; }

    public double[] Point { get; private set; } = [];

    /// <summary>Loss above the optimum after some steps.</summary>
    public double Excess(string text, double step, int steps)
    {
        var layout = CompressionLayout.Flat(Size);
        var expression = CompressionExpression.Parse(text);
        var isEf21 = expression.Memory == MemoryKind.Ef21;
        var encoders = Enumerable.Range(0, Workers).Select(_ => expression.CreateEncoder(layout)).ToArray();
        var mirrors = Enumerable.Range(0, isEf21 ? Workers : 0).Select(_ => expression.CreateMirror(layout)).ToArray();
        Point = new double[Size];
        for (var round = 1; round <= steps; round++)
        {
            var move = new double[Size];
            for (var i = 0; i < Workers; i++)
            {
                var gradient = Enumerable.Range(0, Size).Select(j => _curvature[i, j] * (Point[j] - _centre[i, j])).ToArray();
                float[] update = [.. gradient.Select(value => (float)(isEf21 ? value : step * value))];
                var message = new byte[encoders[i].MessageLength];
                var seed = new CompressionSeed(1, round, $"{i}");
                encoders[i].Encode(update, seed, message);
                encoders[i].Acknowledge(round);
                var decoded = isEf21 ? Deliver(encoders[i], mirrors[i], message, seed) : Some.Decode(expression.Compressor, layout, message);
                for (var j = 0; j < Size; j++)
                {
                    move[j] += decoded[j] * (isEf21 ? step : 1) / Workers;
                }
            }

            Point = [.. Point.Zip(move, (x, m) => x - m)];
        }

        return Value(Point) - Value(Optimum());
    }

    /// <summary>A receiver that knows the round waits for every worker: what did not arrive shows as a sequence that lags, and the copy is asked for.</summary>
    private float[] Deliver(UpdateEncoder encoder, Ef21Mirror mirror, byte[] message, CompressionSeed seed)
    {
        var before = mirror.Sequence;
        if (_pipe.NextDouble() >= Loss)
        {
            mirror.Apply(message).ShouldBe(MirrorResult.Applied);
        }

        if (_pipe.NextDouble() < Loss && mirror.Sequence > before)
        {
            mirror.Apply(message).ShouldBe(MirrorResult.Duplicate);
            Duplicates++;
        }

        if (mirror.Sequence == before)
        {
            var copy = new byte[encoder.CopyLength];
            encoder.EncodeCopy(seed, copy);
            mirror.Apply(copy).ShouldBe(MirrorResult.Applied);
            mirror.Apply(message).ShouldBe(MirrorResult.Duplicate);
            Copies++;
        }

        return mirror.Values.ToArray();
    }

    private double[] Optimum() => [.. Enumerable.Range(0, Size).Select(j =>
        Enumerable.Range(0, Workers).Sum(i => _curvature[i, j] * _centre[i, j]) / Enumerable.Range(0, Workers).Sum(i => _curvature[i, j]))];

    private double Value(double[] point) => Enumerable.Range(0, Workers).Sum(i =>
        Enumerable.Range(0, Size).Sum(j => _curvature[i, j] * (point[j] - _centre[i, j]) * (point[j] - _centre[i, j]) / 2)) / Workers;
}
