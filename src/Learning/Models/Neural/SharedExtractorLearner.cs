using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Networks;

namespace EventCollab.Learning.Models.Neural;

/// <summary>
/// Deep model sharing (GAL, section 4.2 of the specification of the method): one extractor for all rounds and a head for
/// each. The extractor is that of the organization's first round and stays as it is, running statistics included, so old heads keep
/// giving the fits that their weights and rates were tuned on; training it on would shift them.
/// </summary>
/// <param name="training">Of the whole network.</param>
/// <param name="models">Where the extractor is kept.</param>
internal sealed class SharedExtractorLearner(NetworkTraining training, IModelStore models) : ILocalLearner
{
    private readonly SharedExtractor _extractor = new(training.Kind, models);

    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        LocalLearners.Require(training.Kind.Kind, task.Features.Shape);
        var header = new ModelHeader(training.Kind.Kind, task.Features.Shape, task.Width, ModelPart.Head);

        // A first round that is carried out again, after a crash, must train the extractor again: same seed, same bytes.
        if (_extractor.Round() < task.Round)
        {
            using var later = _extractor.Make(header);
            training.FitHead(later, task, progress, cancellation);
            return Model(header, later);
        }

        using var first = training.Fit(task, progress, cancellation);
        _extractor.Keep(header, task.Round, first);
        return Model(header, first);
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        throw new MethodException("deep model sharing is for rounds of residuals; fit a classifier without it.");

    public ILocalModel Load(byte[] model)
    {
        var loaded = new SharedExtractorModel(training.Kind, _extractor, ModelFile.ReadHeader(model), model, training.Settings.Compute);
        loaded.Read().Dispose();
        return loaded;
    }

    private SharedExtractorModel Model(ModelHeader header, Network network) => new(
        training.Kind, _extractor, header, ModelFile.Write(header, writer => network.Head.save(writer)), training.Settings.Compute);
}
