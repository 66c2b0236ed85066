namespace EventCollab.Learning.Compression.Tests;

/// <summary>Vectors, layouts and schemes that the tests share.</summary>
internal static class Some
{
    public static readonly string[] Expressions =
    [
        "none", "int16", "topk:0.01", "topk:0.4", "topk:10", "randomk:0.03", "randomk:10,mask=shared", "qsgd:1", "qsgd:16", "qsgd:64,scale=tensor",
        "terngrad", "terngrad,clip=2.5", "sign", "scaledsign", "onebit", "powersgd:2", "powersgd:4,iterations=2,gain=2", "drive", "drive,scale=error",
        "eden:0.3", "eden:1", "eden:1.5", "eden:2", "eden:3", "eden:4", "eden:4,scale=error",
    ];

    public static readonly string[] Unbiased =
    [
        "randomk:0.3", "randomk:2,mask=shared", "qsgd:1", "qsgd:16", "qsgd:64,scale=tensor", "terngrad", "drive", "eden:0.5", "eden:1", "eden:1.5", "eden:2", "eden:4",
    ];

    public static CompressionSeed Seed(int round = 1, string organization = "a") => new(7, round, organization);

    public static ICompressor Compressor(string expression) => CompressionExpression.Parse(expression).Compressor;

    public static float[] Normal(int count, long seed = 1)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }

    public static float[] LogNormal(int count, long seed = 1)
    {
        var random = new RandomSource(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Exp(1.5 * random.NextNormal()) * (random.NextDouble() < 0.5 ? -1 : 1)))];
    }

    /// <summary>64 x 64 of rank 4, and noise of a tenth of its norm.</summary>
    public static float[] LowRank(long seed = 1)
    {
        var (left, right, noise) = (Normal(64 * 4, seed), Normal(64 * 4, seed + 1000), Normal(4096, seed + 2000));
        var values = new float[4096];
        for (var i = 0; i < 4096; i++)
        {
            for (var r = 0; r < 4; r++)
            {
                values[i] += left[(i / 64 * 4) + r] * right[(i % 64 * 4) + r];
            }
        }

        var factor = 0.1 * Math.Sqrt(Square(values) / Square(noise));
        return [.. values.Zip(noise, (value, error) => (float)(value + (factor * error)))];
    }

    /// <summary>A matrix, a convolution's kernel, vectors short and long, a single number: 9616 elements.</summary>
    public static CompressionLayout Model() => new(
        new TensorSpec("conv", ElementType.Float32, [16, 3, 3, 3]),
        new TensorSpec("bias", ElementType.Float32, [16]),
        new TensorSpec("fc", ElementType.Float32, [129, 71]),
        new TensorSpec("scale", ElementType.Float32, []),
        new TensorSpec("head", ElementType.Float32, [8]));

    public static byte[] Encode(ICompressor compressor, CompressionLayout layout, float[] values, CompressionSeed? seed = null)
    {
        var message = new byte[compressor.MessageLength(layout)];
        compressor.Encode(values, layout, seed ?? Seed(), new float[compressor.MemoryLength(layout)], message).ShouldBe(message.Length);
        return message;
    }

    public static float[] Decode(ICompressor compressor, CompressionLayout layout, byte[] message)
    {
        var values = new float[layout.Count];
        values.AsSpan().Fill(float.NaN);
        compressor.Decode(message, layout, values);
        return values;
    }

    public static float[] RoundTrip(ICompressor compressor, CompressionLayout layout, float[] values, CompressionSeed? seed = null) =>
        Decode(compressor, layout, Encode(compressor, layout, values, seed));

    public static double Square(IEnumerable<float> values) => values.Sum(value => (double)value * value);

    /// <summary>|decoded - values|^2 / |values|^2.</summary>
    public static double Error(IReadOnlyList<float> decoded, IReadOnlyList<float> values) =>
        decoded.Zip(values, (d, v) => ((double)d - v) * ((double)d - v)).Sum() / Square(values);
}
