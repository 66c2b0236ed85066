namespace EventCollab.Learning.Models;

/// <summary>One affine map, fitted by gradient descent on the local loss.</summary>
internal sealed class LinearLearner(LocalLoss loss, int epochs) : ILocalLearner
{
    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(task.Seed);
        var map = AffineMap.Random(task.Features.Columns, task.Width, random);
        using var parameters = map.ToParameters();
        new LocalRegression(loss, epochs).Fit(
            task,
            GradientDescent.ToTensor(task.Features),
            [parameters.Weight, parameters.Bias],
            input => F.linear(input, parameters.Weight, parameters.Bias),
            random,
            progress,
            cancellation);
        return new AffineModel(map.With(parameters));
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Fit(OneHot.ToRegression(task), progress, cancellation);

    public ILocalModel Load(byte[] model) => AffineModel.Load(model);
}
