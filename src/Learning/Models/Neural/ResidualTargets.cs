namespace EventCollab.Learning.Models.Neural;

/// <summary>Residuals, fitted by a local loss: the mean of |residual - fit|^q over all entries.</summary>
internal sealed class ResidualTargets(RegressionTask task, LocalLoss loss, Device device) : ITargets
{
    private readonly RowReader _residuals = new(new FeatureMatrix(task.Residuals, task.Features.Rows, task.Width), device);

    public Tensor Loss(Tensor outputs, ReadOnlySpan<int> rows)
    {
        var residuals = _residuals.Read(rows);
        return loss switch
        {
            LocalLoss.L1 => F.l1_loss(outputs, residuals),
            LocalLoss.L1_5 => (residuals - outputs).abs().pow(1.5).mean(),
            LocalLoss.L2 => F.mse_loss(outputs, residuals),
            _ => (residuals - outputs).pow(4).mean(),
        };
    }

    public void Dispose() => _residuals.Dispose();
}
