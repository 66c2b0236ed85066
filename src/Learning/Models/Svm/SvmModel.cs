using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>
/// A fitted support vector machine as plain values. It needs no LIBSVM, whose own reader of models trusts what it reads: counts
/// in a file become allocations and indices.
/// </summary>
internal sealed class SvmModel(ISupportMachine machine) : ILocalModel
{
    private const int Regression = 0x31525653;
    private const int Classification = 0x31435653;
    private const int BlockRows = 64;

    /// <exception cref="MethodException">The bytes are not such a model.</exception>
    public static SvmModel Load(ReadOnlySpan<byte> model)
    {
        var reader = new ModelReader(model, "a support vector machine");
        return reader.Whole(int.MinValue, int.MaxValue) switch
        {
            Regression => new SvmModel(RegressionMachine.Read(ref reader)),
            Classification => new SvmModel(ClassificationMachine.Read(ref reader)),
            _ => throw reader.Refuse("it begins with another mark"),
        };
    }

    /// <exception cref="MethodException">Other columns than fitted on, or a value that is not finite.</exception>
    public float[] Predict(IFeatures features)
    {
        var (vectors, width) = (machine.Vectors, machine.Width);
        TaskCheck.CheckColumns(SvmLearner.Name, features, vectors.Columns);
        var scores = new float[features.Rows * width];
        var block = new float[Math.Min(features.Rows, BlockRows) * vectors.Columns];
        var (kernel, scratch) = (new double[vectors.Count], new double[vectors.Count]);
        for (var first = 0; first < features.Rows; first += BlockRows)
        {
            var count = Math.Min(BlockRows, features.Rows - first);
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

    public byte[] Save()
    {
        using var writer = new ModelWriter();
        writer.Add(machine is RegressionMachine ? Regression : Classification);
        machine.Write(writer);
        return writer.ToArray();
    }
}
