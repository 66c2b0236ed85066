using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>
/// A fitted support vector machine as plain values. It needs no LIBSVM, whose own reader of models trusts what it reads: counts
/// in a file become allocations and indices.
/// </summary>
internal sealed class SvmModel(ModelHeader header, ISupportMachine machine) : ILocalModel
{
    private const int Regression = 0;
    private const int Classification = 1;
    private const int MostBlockRows = 64;
    private const int MostBlockValues = 1 << 22;

    /// <exception cref="MethodException">The bytes are not such a model.</exception>
    public static SvmModel Load(byte[] model) => ModelFile.Read(
        model, LocalModelKind.Svm, ModelPart.Whole, (header, reader) => Read(header, ModelReader.Rest(reader)));

    /// <param name="header">Its beginning, checked.</param>
    /// <param name="body">What follows.</param>
    /// <exception cref="MethodException">It does not.</exception>
    internal static SvmModel Read(ModelHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ModelReader(body, "a support vector machine");
        var isRegression = reader.Whole(Regression, Classification) == Regression;
        var vectors = SupportVectors.Read(ref reader, header.Columns);
        ISupportMachine machine = isRegression
            ? RegressionMachine.Read(ref reader, vectors, header.Width)
            : ClassificationMachine.Read(ref reader, vectors, header.Width);
        reader.End();
        return new SvmModel(header, machine);
    }

    /// <exception cref="MethodException">Other columns than fitted on, or a value that is not finite.</exception>
    public float[] Predict(IFeatures features)
    {
        var scores = header.Outputs(features);
        var (vectors, width) = (machine.Vectors, machine.Width);

        // A row may have 2^26 columns.
        var blockRows = Math.Clamp(MostBlockValues / vectors.Columns, 1, Math.Min(MostBlockRows, Math.Max(features.Rows, 1)));
        var block = new float[blockRows * vectors.Columns];
        var (kernel, scratch) = (new double[vectors.Count], new double[vectors.Count]);
        for (var first = 0; first < features.Rows; first += blockRows)
        {
            var count = Math.Min(blockRows, features.Rows - first);
            features.ReadRange(first, count, block);
            TaskCheck.CheckValues(SvmLearner.Name, new FeatureMatrix(block, count, vectors.Columns), float.IsFinite, SvmLearner.Advice);
            for (var row = 0; row < count; row++)
            {
                vectors.Kernel(block.AsSpan(row * vectors.Columns, vectors.Columns), kernel, scratch);
                machine.Decide(kernel, scores.AsSpan((first + row) * width, width));
            }
        }

        return scores;
    }

    public byte[] Save() => ModelFile.Write(header, writer => writer.Write(Body()));

    internal byte[] Body()
    {
        using var writer = new ModelWriter();
        writer.Add(machine is RegressionMachine ? Regression : Classification);
        machine.Vectors.Write(writer);
        machine.Write(writer);
        return writer.ToArray();
    }
}
