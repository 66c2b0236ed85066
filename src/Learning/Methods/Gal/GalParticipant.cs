using System.Numerics.Tensors;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal;

/// <summary>Any organization's side: fits a fresh model to the residuals on its own columns and replies with the fitted values only.</summary>
internal sealed class GalParticipant(CollaborationSetup setup, GalOptions options, OrganizationContext context) : IParticipant
{
    private readonly ILocalData _data = context.Data;
    private readonly string _organization = context.Organization;

    public TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var residuals = Residuals(task);
        var width = (int)residuals.Spec.Shape[1];
        var seed = SeedSequence.Derive(setup.Seed, task.Round, _organization, "local model");
        var training = InputNoise.Of(_data.Training, setup, options, _organization, GalCoordinator.TrainingName);
        var model = Fit(new RegressionTask(training, residuals.Singles.ToArray(), width, task.Round, seed), progress, cancellation);
        context.Models.Save(ModelName(task.Round), model.Save());
        var fits = new List<NamedTensor> { Fit(GalCoordinator.TrainingName, model, training, task.Round, width) };
        if (_data.Evaluation.Rows > 0)
        {
            var evaluation = InputNoise.Of(_data.Evaluation, setup, options, _organization, GalCoordinator.EvaluationName);
            fits.Add(Fit(GalCoordinator.EvaluationName, model, evaluation, task.Round, width));
        }

        return new TensorSet(fits);
    }

    public void Dispose()
    {
        // Models live within a call only.
    }

    /// <summary>What fails goes to the others as a reason to leave. What an organization chose for itself must not be in it.</summary>
    private ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            return OrganizationChoices.Of(setup, options).LearnerOf(context, task.Width).Fit(task, progress, cancellation);
        }
        catch (MethodException exception) when (context.LocalModel is not null)
        {
            throw new MethodException($"gal: '{_organization}' cannot fit the residuals of round {task.Round} with the model of its own choice; its log says why.", exception);
        }
    }

    internal static string ModelName(int round) => $"round-{round:D6}";

    private NamedTensor Fit(string name, ILocalModel model, IFeatures features, int round, int width)
    {
        var fit = model.Predict(features);
        OutputNoise.Add(fit, setup, options.NoiseSigma, _organization, round, name);
        return NamedTensor.Of(name, fit, features.Rows, width);
    }

    private NamedTensor Residuals(StepTask task)
    {
        var residuals = task.Broadcast.Find(GalCoordinator.ResidualsName);
        if (residuals is not { Spec: { Type: ElementType.Float32, Shape: [var rows, >= 1] } } || rows != _data.Training.Rows)
        {
            throw new MethodException($"gal: the task of round {task.Round} has no residuals for the {_data.Training.Rows} training rows of '{_organization}'.");
        }

        // Fits to such residuals would be refused as this organization's fault.
        return TensorPrimitives.IsFiniteAll(residuals.Singles)
            ? residuals
            : throw new MethodException($"gal: the residuals of round {task.Round} hold a value that is not finite.");
    }
}
