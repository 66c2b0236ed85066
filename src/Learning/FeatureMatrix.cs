namespace EventCollab.Learning;

/// <summary>Features, row-major: Rows x Columns values.</summary>
public sealed record FeatureMatrix(float[] Values, int Rows, int Columns)
{
    public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Columns, Columns);
}
