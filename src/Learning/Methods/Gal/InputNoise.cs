namespace EventCollab.Learning.Methods.Gal;

/// <summary>
/// The noise ablation's other mode: the second half of the organizations hold N(0, 1) instead of their columns. The same
/// numbers in each round and in prediction, as columns would be.
/// </summary>
internal static class InputNoise
{
    /// <param name="features">The organization's columns.</param>
    /// <param name="setup">Gives the seed and the order of organizations.</param>
    /// <param name="options">Give the mode.</param>
    /// <param name="organization">Whose columns.</param>
    /// <param name="rows">Names the rows: training or evaluation.</param>
    public static IFeatures Of(IFeatures features, CollaborationSetup setup, GalOptions options, string organization, string rows)
    {
        if (options.NoiseMode != NoiseMode.Data || !OutputNoise.IsNoised(setup, organization))
        {
            return features;
        }

        var random = new RandomSource(SeedSequence.Derive(setup.Seed, 0, organization, $"input noise {rows}"));
        var values = new float[checked(features.Rows * features.Columns)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.NextNormal();
        }

        return new FeatureMatrix(values, features.Rows, features.Columns) { Shape = features.Shape };
    }
}
