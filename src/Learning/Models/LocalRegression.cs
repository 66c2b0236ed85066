namespace EventCollab.Learning.Models;

/// <summary>Fits residuals by gradient descent on a local loss.</summary>
/// <param name="loss">Mean of |residual - fit|^q over all entries.</param>
/// <param name="epochs">Passes over the rows.</param>
internal sealed class LocalRegression(LocalLoss loss, int epochs)
{
    /// <param name="task">What is fitted.</param>
    /// <param name="inputs">What the model sees of the task's rows, N of them.</param>
    /// <param name="parameters">Of the model; of the caller's scope.</param>
    /// <param name="forward">Fits for a batch of inputs.</param>
    /// <param name="random">Of the order of rows.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Looked at after each epoch.</param>
    public void Fit(
        RegressionTask task, Tensor inputs, IReadOnlyList<Parameter> parameters, Func<Tensor, Tensor> forward, RandomSource random,
        IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var residuals = tensor(task.Residuals, new long[] { task.Features.Rows, task.Width });
        GradientDescent.Train(
            parameters,
            epochs,
            rows => Loss(forward(GradientDescent.Rows(inputs, rows)), GradientDescent.Rows(residuals, rows)),
            task.Features.Rows,
            random,
            progress,
            cancellation);
    }

    private Tensor Loss(Tensor fits, Tensor residuals) => loss switch
    {
        LocalLoss.L1 => F.l1_loss(fits, residuals),
        LocalLoss.L1_5 => (residuals - fits).abs().pow(1.5).mean(),
        LocalLoss.L2 => F.mse_loss(fits, residuals),
        _ => (residuals - fits).pow(4).mean(),
    };
}
