namespace EventCollab.Learning.Models;

/// <summary>Parameters of x W' + b as plain values: <paramref name="Weight"/> is Outputs x Inputs, as in libtorch.</summary>
internal sealed record AffineMap(float[] Weight, float[] Bias, int Inputs, int Outputs)
{
    /// <summary>Uniform in +-1/sqrt(inputs), the framework's default; drawn here because libtorch's generator belongs to the whole process.</summary>
    public static AffineMap Random(int inputs, int outputs, RandomSource random)
    {
        var bound = 1 / Math.Sqrt(inputs);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextUniform(-bound, bound))];
        return new AffineMap(Draw(inputs * outputs), Draw(outputs), inputs, outputs);
    }

    public static AffineMap Read(BinaryReader reader)
    {
        var (inputs, outputs) = (reader.ReadInt32(), reader.ReadInt32());
        float[] ReadMany(int count) => [.. Enumerable.Range(0, count).Select(_ => reader.ReadSingle())];
        return new AffineMap(ReadMany(inputs * outputs), ReadMany(outputs), inputs, outputs);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Inputs);
        writer.Write(Outputs);
        foreach (var value in Weight.Concat(Bias))
        {
            writer.Write(value);
        }
    }

    /// <returns>Weight and bias to be trained; the caller disposes them.</returns>
    public AffineParameters ToParameters() =>
        new(new Parameter(tensor(Weight, new long[] { Outputs, Inputs })), new Parameter(tensor(Bias, new long[] { Outputs })));

    /// <returns>The output for each row, in the caller's scope.</returns>
    public Tensor Apply(Tensor input) =>
        F.linear(input, tensor(Weight, new long[] { Outputs, Inputs }), tensor(Bias, new long[] { Outputs }));

    /// <returns>The same map with the parameters' present values.</returns>
    public AffineMap With(AffineParameters parameters) =>
        this with { Weight = parameters.Weight.data<float>().ToArray(), Bias = parameters.Bias.data<float>().ToArray() };
}
