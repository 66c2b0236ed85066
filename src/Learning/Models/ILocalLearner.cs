namespace EventCollab.Learning.Models;

/// <summary>A function class together with the way to fit it: what an organization chooses for itself and nobody else sees.</summary>
public interface ILocalLearner
{
    /// <summary>Fits a fresh model to residuals. The same task gives the same bytes.</summary>
    /// <exception cref="MethodException">The learner cannot work with such a task.</exception>
    ILocalModel Fit(RegressionTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>Fits a fresh classifier. The same task gives the same bytes.</summary>
    /// <exception cref="MethodException">The learner cannot work with such a task.</exception>
    ILocalModel Fit(ClassificationTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <exception cref="MethodException">The bytes are not a model of this learner.</exception>
    ILocalModel Load(byte[] model);
}
