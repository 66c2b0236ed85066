namespace EventCollab.Learning;

/// <summary>Ways of reading features.</summary>
public static class FeaturesExtensions
{
    /// <summary>All samples in memory; the features themselves where they are there already.</summary>
    public static FeatureMatrix ToMatrix(this IFeatures features)
    {
        if (features is FeatureMatrix matrix)
        {
            return matrix;
        }

        var values = new float[checked(features.Rows * features.Columns)];
        features.ReadRange(0, features.Rows, values);
        return new FeatureMatrix(values, features.Rows, features.Columns) { Shape = features.Shape };
    }

    /// <summary>Writes <paramref name="count"/> samples from <paramref name="first"/> on, in order.</summary>
    public static void ReadRange(this IFeatures features, int first, int count, Span<float> destination)
    {
        var rows = new int[count];
        for (var i = 0; i < count; i++)
        {
            rows[i] = first + i;
        }

        features.Read(rows, destination);
    }
}
