namespace EventCollab.Learning;

/// <summary>Features in memory, row-major: Rows x Columns values.</summary>
public sealed record FeatureMatrix(float[] Values, int Rows, int Columns) : IFeatures
{
    /// <summary>[Columns] unless the samples have another shape of as many values.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [Columns];

    public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Columns, Columns);

    public void Read(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(destination[(i * Columns)..]);
        }
    }
}
