namespace EventCollab.Learning.Models;

/// <summary>A fitted model from an organization's features onto K values a row.</summary>
public interface ILocalModel
{
    /// <returns>Rows x K, row-major: fits of residuals, or one score a class of which the largest wins.</returns>
    /// <exception cref="MethodException">The features do not have the shape that the model was fitted on.</exception>
    float[] Predict(IFeatures features);

    /// <summary>What <see cref="ILocalLearner.Load"/> of the same learner reads; predictions of the loaded model are bit-equal.</summary>
    byte[] Save();
}
