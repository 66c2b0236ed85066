using System.Runtime.InteropServices;
using System.Security.Cryptography;
using EventCollab.Learning.Metrics;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>The sponsor's targets with the loss that they are judged by.</summary>
internal sealed class SponsorView
{
    private readonly Lazy<byte[]> _secret;

    public SponsorView(GalOptions options, ILocalData data)
    {
        Targets = data.Targets ?? throw new MethodException("gal: the sponsor has no targets.");
        EvaluationRows = data.EvaluationIds.Count;
        Check(data);
        _secret = new Lazy<byte[]>(() => SecretOf(data, Targets));
        Loss = SponsorLoss.Create(options.Loss ?? (Targets.Classes is null ? OverarchingLoss.Absolute : OverarchingLoss.CrossEntropy), Targets);
    }

    public Targets Targets { get; }

    public SponsorLoss Loss { get; }

    public int EvaluationRows { get; }

    /// <summary>32 bytes that only the holder of the sponsor's rows can compute, the same in every run on them.</summary>
    public ReadOnlySpan<byte> Secret => _secret.Value;

    public static double[] ToDoubles(ReadOnlySpan<float> values)
    {
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++)
        {
            doubles[i] = values[i];
        }

        return doubles;
    }

    /// <returns>Scores of round 0 on training and evaluation rows.</returns>
    public (double[] Training, double[] Evaluation) Start()
    {
        var start = Loss.Start();
        return (Repeat(start, Loss.Rows), Repeat(start, EvaluationRows));
    }

    /// <returns>The metric of scores on the evaluation rows; no name where there are none.</returns>
    public (string Name, double Value) Metric(ReadOnlySpan<double> evaluation) => (EvaluationRows, Targets.Classes) switch
    {
        (0, _) => (string.Empty, 0),
        (_, null) => (MeanAbsoluteDeviation.Name, MeanAbsoluteDeviation.Of(Targets.Evaluation, evaluation)),
        (_, { } classes) => (Accuracy.Name, Accuracy.Of(Targets.Evaluation, evaluation, classes)),
    };

    /// <summary>A report with equal weights, for baselines that solve none.</summary>
    public StepReport Report(double lossBefore, double[] training, double[] evaluation, double rate, IReadOnlyList<string> organizations)
    {
        var (name, value) = Metric(evaluation);
        return new StepReport
        {
            LossBefore = lossBefore,
            Loss = Loss.Value(training),
            MetricName = name,
            Metric = value,
            Rate = rate,
            Weights = [.. organizations.Select(organization => (organization, 1.0 / organizations.Count))],
        };
    }

    public TensorSet ToTensors(double[] training, double[] evaluation)
    {
        var tensors = new List<NamedTensor> { NamedTensor.Of("training", training, Loss.Rows, Loss.Width) };
        if (EvaluationRows > 0)
        {
            tensors.Add(NamedTensor.Of("evaluation", evaluation, EvaluationRows, Loss.Width));
        }

        return new TensorSet(tensors);
    }

    private static double[] Repeat(double[] row, int times)
    {
        var values = new double[row.Length * times];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row[i % row.Length];
        }

        return values;
    }

    private static byte[] SecretOf(ILocalData data, Targets targets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(targets.Training.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(targets.Evaluation.AsSpan()));
        Append(hash, data.Training);
        Append(hash, data.Evaluation);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, IFeatures features)
    {
        const int RowsAtOnce = 1024;
        var values = new float[Math.Min(features.Rows, RowsAtOnce) * features.Columns];
        for (var row = 0; row < features.Rows; row += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, features.Rows - row);
            features.ReadRange(row, count, values);
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan(0, count * features.Columns)));
        }
    }

    private void Check(ILocalData data)
    {
        if (Targets.Training.Length == 0 || Targets.Training.Length != data.TrainingIds.Count || Targets.Evaluation.Length != EvaluationRows)
        {
            throw new MethodException($"gal: {Targets.Training.Length} and {Targets.Evaluation.Length} targets for {data.TrainingIds.Count} training and {EvaluationRows} evaluation rows.");
        }

        if (Targets.Classes is { } classes && Targets.Training.Concat(Targets.Evaluation).Any(label => !(label >= 0 && label < classes && label == Math.Floor(label))))
        {
            throw new MethodException($"gal: classes must be whole numbers from 0 to {classes - 1}.");
        }
    }
}
