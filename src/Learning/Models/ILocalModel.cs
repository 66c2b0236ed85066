namespace EventCollab.Learning.Models;

/// <summary>A fitted regressor from an organization's columns onto R^K.</summary>
internal interface ILocalModel
{
    /// <returns>Rows x K, row-major.</returns>
    float[] Predict(FeatureMatrix features);

    /// <summary>What <see cref="ILocalLearner.Load"/> of the same learner reads; predictions of the loaded model are bit-equal.</summary>
    byte[] Save();
}
