using System.Buffers.Binary;

namespace EventCollab.Learning.Models;

/// <summary>
/// Deep model sharing (GAL, section 4.2 of the specification of the method): one extractor for all rounds and a head for
/// each. The extractor is that of the organization's first round and stays as it is, so old heads keep giving the fits that
/// their weights and rates were tuned on; training it on would shift them.
/// </summary>
/// <param name="loss">Local loss.</param>
/// <param name="epochs">Passes over the rows.</param>
/// <param name="models">Where the extractor is kept.</param>
internal sealed class SharedExtractorLearner(LocalLoss loss, int epochs, IModelStore models) : ILocalLearner
{
    private const string ExtractorName = "extractor";

    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        // A first round that is carried out again, after a crash, must train the extractor again: same seed, same bytes.
        if (Extractor() is { } kept && kept.Round < task.Round)
        {
            return new SharedExtractorModel(kept.Map, FitHead(kept.Map, task, progress, cancellation));
        }

        var whole = (AffineModel)new MlpLearner(loss, epochs).Fit(task, progress, cancellation);
        Keep(task.Round, whole.Layers[0]);
        return new SharedExtractorModel(whole.Layers[0], whole.Layers[1]);
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Fit(OneHot.ToRegression(task), progress, cancellation);

    public ILocalModel Load(byte[] model)
    {
        using var reader = new BinaryReader(new MemoryStream(model, writable: false));
        var extractor = Extractor() ?? throw new MethodException("gal: the model store has a head but no extractor.");
        return new SharedExtractorModel(extractor.Map, AffineMap.Read(reader));
    }

    private AffineMap FitHead(AffineMap extractor, RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(task.Seed);
        var map = AffineMap.Random(extractor.Outputs, task.Width, random);
        using var parameters = map.ToParameters();
        new LocalRegression(loss, epochs).Fit(
            task,
            Extracted(extractor, task.Features),
            [parameters.Weight, parameters.Bias],
            input => F.linear(input, parameters.Weight, parameters.Bias),
            random,
            progress,
            cancellation);
        return map.With(parameters);
    }

    private static Tensor Extracted(AffineMap extractor, IFeatures features)
    {
        using var off = no_grad();
        GradientDescent.UseOneThread();
        return F.relu(extractor.Apply(GradientDescent.ToTensor(features)));
    }

    private (int Round, AffineMap Map)? Extractor()
    {
        if (models.Load(ExtractorName) is not { } bytes)
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, sizeof(int), bytes.Length - sizeof(int), writable: false));
        return (BinaryPrimitives.ReadInt32LittleEndian(bytes), AffineMap.Read(reader));
    }

    private void Keep(int round, AffineMap map)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(round);
        map.Write(writer);
        writer.Flush();
        models.Save(ExtractorName, stream.ToArray());
    }
}
