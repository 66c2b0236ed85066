namespace EventCollab.Learning.Models.Tests;

/// <summary>Features that see how they are read.</summary>
internal sealed class CountingFeatures(FeatureMatrix features) : IFeatures
{
    private readonly HashSet<nint> _buffers = [];

    public int Rows => features.Rows;

    public int Columns => features.Columns;

    public IReadOnlyList<int> Shape => features.Shape;

    public int RowsRead { get; private set; }

    public int MostRowsAtOnce { get; private set; }

    /// <summary>How many buffers of different sizes were filled.</summary>
    public int Buffers => _buffers.Count;

    public void Read(ReadOnlySpan<int> rows, Span<float> destination)
    {
        RowsRead += rows.Length;
        MostRowsAtOnce = Math.Max(MostRowsAtOnce, rows.Length);
        _buffers.Add(destination.Length);
        features.Read(rows, destination);
    }
}
