using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal.Prediction;

/// <summary>Evaluates the models of the asked rounds. A round that the organization never trained is marked as not held.</summary>
internal sealed class GalPredictParticipant(CollaborationSetup setup, GalPredictOptions options, string organization, ILocalData data, IModelStore models) : IParticipant
{
    public TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var rounds = task.Broadcast[GalPredictCoordinator.RoundsName].Integers.ToArray();
        var width = (int)task.Broadcast[GalPredictCoordinator.WidthName].Integers[0];
        var training = options.Training;
        var learner = LocalLearners.Create(training.ModelOf(organization), training.LossOf(organization, width), training.Epochs, training.DeepModelSharing ? models : null);
        var rows = data.Evaluation.Rows;
        var fits = new float[rounds.Length * rows * width];
        var held = new float[rounds.Length];
        for (var i = 0; i < rounds.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (models.Load(GalParticipant.ModelName((int)rounds[i])) is { } bytes)
            {
                var fit = learner.Load(bytes).Predict(data.Evaluation);
                OutputNoise.Add(fit, setup, training.NoiseSigma, organization, (int)rounds[i], "prediction");
                fit.CopyTo(fits, i * rows * width);
                held[i] = 1;
            }
        }

        return new TensorSet(
            NamedTensor.Of(GalPredictCoordinator.FitsName, fits, rounds.Length, rows, width),
            NamedTensor.Of(GalPredictCoordinator.HeldName, held, rounds.Length));
    }

    public void Dispose()
    {
        // Models live within a call only.
    }
}
