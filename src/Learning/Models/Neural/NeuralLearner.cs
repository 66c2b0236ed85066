using EventCollab.Learning.Models.Files;

namespace EventCollab.Learning.Models.Neural;

/// <summary>Fits any network by gradient descent.</summary>
internal sealed class NeuralLearner(NetworkTraining training) : ILocalLearner
{
    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var network = training.Fit(task, progress, cancellation);
        return Model(new ModelHeader(training.Kind.Kind, task.Features.Shape, task.Width), network);
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var network = training.Fit(task, progress, cancellation);
        return Model(new ModelHeader(training.Kind.Kind, task.Features.Shape, task.Classes), network);
    }

    public ILocalModel Load(byte[] model)
    {
        // Read once to refuse what is not a model now, and not at the first prediction.
        var header = ModelFile.ReadHeader(model);
        ModelFile.Read(model, training.Kind.Kind, ModelPart.Whole, training.Kind.Read).Dispose();
        return new NeuralModel(training.Kind, header, model, training.Settings.Compute);
    }

    private NeuralModel Model(ModelHeader header, Module network) =>
        new(training.Kind, header, ModelFile.Write(header, writer => network.save(writer)), training.Settings.Compute);
}
