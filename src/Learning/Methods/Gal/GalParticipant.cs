using System.Numerics.Tensors;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>Any organization's side: fits a fresh model to the residuals on its own columns and replies with the fitted values only.</summary>
internal sealed class GalParticipant(CollaborationSetup setup, GalOptions options, string organization, ILocalData data, IModelStore models) : IParticipant
{
    public TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var residuals = Residuals(task);
        var width = (int)residuals.Spec.Shape[1];
        var learner = LocalLearners.Create(options.ModelOf(organization), options.LossOf(organization, width), options.Epochs, options.DeepModelSharing ? models : null);
        var seed = SeedSequence.Derive(setup.Seed, task.Round, organization, "local model");
        var training = InputNoise.Of(data.Training, setup, options, organization, GalCoordinator.TrainingName);
        var model = learner.Fit(new RegressionTask(training, residuals.Singles.ToArray(), width, task.Round, seed), progress, cancellation);
        models.Save(ModelName(task.Round), model.Save());
        var fits = new List<NamedTensor> { Fit(GalCoordinator.TrainingName, model, training, task.Round, width) };
        if (data.Evaluation.Rows > 0)
        {
            var evaluation = InputNoise.Of(data.Evaluation, setup, options, organization, GalCoordinator.EvaluationName);
            fits.Add(Fit(GalCoordinator.EvaluationName, model, evaluation, task.Round, width));
        }

        return new TensorSet(fits);
    }

    public void Dispose()
    {
        // Models live within a call only.
    }

    internal static string ModelName(int round) => $"round-{round:D6}";

    private NamedTensor Fit(string name, ILocalModel model, FeatureMatrix features, int round, int width)
    {
        var fit = model.Predict(features);
        OutputNoise.Add(fit, setup, options.NoiseSigma, organization, round, name);
        return NamedTensor.Of(name, fit, features.Rows, width);
    }

    private NamedTensor Residuals(StepTask task)
    {
        var residuals = task.Broadcast.Find(GalCoordinator.ResidualsName);
        if (residuals is not { Spec: { Type: ElementType.Float32, Shape: [var rows, >= 1] } } || rows != data.Training.Rows)
        {
            throw new MethodException($"gal: the task of round {task.Round} has no residuals for the {data.Training.Rows} training rows of '{organization}'.");
        }

        // Fits to such residuals would be refused as this organization's fault.
        return TensorPrimitives.IsFiniteAll(residuals.Singles)
            ? residuals
            : throw new MethodException($"gal: the residuals of round {task.Round} hold a value that is not finite.");
    }
}
