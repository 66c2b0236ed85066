namespace EventCollab.Learning.Models;

/// <summary>A function class together with the way to fit it: what an organization chooses for itself and nobody else sees.</summary>
internal interface ILocalLearner
{
    /// <summary>Fits a fresh model. The same task gives the same bits.</summary>
    ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    ILocalModel Load(byte[] model);
}
