namespace EventCollab.Learning.Models;

/// <summary>One hidden layer of 64 rectified units, fitted by gradient descent on the local loss.</summary>
internal sealed class MlpLearner(LocalLoss loss, int epochs) : ILocalLearner
{
    private const int HiddenUnits = 64;

    public ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(task.Seed);
        var hiddenMap = AffineMap.Random(task.Features.Columns, HiddenUnits, random);
        var headMap = AffineMap.Random(HiddenUnits, task.Width, random);
        using var hidden = hiddenMap.ToParameters();
        using var head = headMap.ToParameters();
        new LocalRegression(loss, epochs).Fit(
            task,
            GradientDescent.ToTensor(task.Features),
            [hidden.Weight, hidden.Bias, head.Weight, head.Bias],
            input => F.linear(F.relu(F.linear(input, hidden.Weight, hidden.Bias)), head.Weight, head.Bias),
            random,
            progress,
            cancellation);
        return new AffineModel(hiddenMap.With(hidden), headMap.With(head));
    }

    public ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        Fit(OneHot.ToRegression(task), progress, cancellation);

    public ILocalModel Load(byte[] model) => AffineModel.Load(model);
}
