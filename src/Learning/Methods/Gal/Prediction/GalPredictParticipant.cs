using EventCollab.Learning.Models;

namespace EventCollab.Learning.Methods.Gal.Prediction;

/// <summary>Evaluates the models of the asked rounds. A round that the organization never trained is marked as not held.</summary>
internal sealed class GalPredictParticipant(CollaborationSetup setup, GalPredictOptions options, OrganizationContext context) : IParticipant
{
    private readonly ILocalData _data = context.Data;
    private readonly string _organization = context.Organization;

    public TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (rounds, width) = Asked(task);
        var training = options.Training;
        var rows = _data.Evaluation.Rows;
        var features = InputNoise.Of(_data.Evaluation, setup, training, _organization, GalCoordinator.EvaluationName);
        var fits = new float[rounds.Length * rows * width];
        var held = new float[rounds.Length];
        for (var i = 0; i < rounds.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (context.Models.Load(GalParticipant.ModelName((int)rounds[i])) is { } bytes)
            {
                var fit = Load(bytes).Predict(features);
                if (fit.Length != rows * width)
                {
                    throw new MethodException($"{GalPredictMethod.MethodName}: the model of round {rounds[i]} at '{_organization}' does not give {width} values a row.");
                }

                OutputNoise.Add(fit, setup, training.NoiseSigma, _organization, (int)rounds[i], "prediction");
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

    /// <summary>A saved model says what it is: the organization may have chosen another since.</summary>
    private ILocalModel Load(byte[] bytes) => LocalLearners.Load(bytes, context.Compute, context.Models);

    /// <summary>The task comes from another organization: its sizes are looked at before memory is taken for them.</summary>
    private (long[] Rounds, int Width) Asked(StepTask task)
    {
        var rounds = task.Broadcast.Find(GalPredictCoordinator.RoundsName);
        var width = task.Broadcast.Find(GalPredictCoordinator.WidthName);
        return rounds is { Spec: { Type: ElementType.Int64, Shape: [<= SponsorCheck.LargestRounds] } }
            && width is { Spec: { Type: ElementType.Int64, Shape: [1] } }
            && width.Integers[0] is >= 1 and <= int.MaxValue and var classes
            && (Int128)rounds.Integers.Length * _data.Evaluation.Rows * classes <= Array.MaxLength
            && !rounds.Integers.ContainsAnyExceptInRange(1, SponsorCheck.LargestRounds)
                ? (rounds.Integers.ToArray(), (int)classes)
                : throw new MethodException($"{GalPredictMethod.MethodName}: the task does not say which rounds are asked of '{_organization}', and how many values a row.");
    }
}
