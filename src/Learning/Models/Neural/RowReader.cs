namespace EventCollab.Learning.Models.Neural;

/// <summary>
/// Brings rows to the device, batch by batch: never more than one batch of them is in memory, and its buffer serves the next one too.
/// All rows together are asked for in their order, and kept: that is one batch as well.
/// </summary>
internal sealed class RowReader(IFeatures features, Device device) : IDisposable
{
    // One for full batches and one for the last.
    private readonly Dictionary<int, float[]> _buffers = [];
    private Tensor? _all;

    public int Rows => features.Rows;

    /// <returns>[rows, ...sample], in the caller's scope; of all rows, the reader's own.</returns>
    public Tensor Read(ReadOnlySpan<int> rows)
    {
        if (_all is not null && rows.Length == features.Rows)
        {
            return _all;
        }

        if (!_buffers.TryGetValue(rows.Length, out var buffer))
        {
            _buffers[rows.Length] = buffer = new float[checked(rows.Length * features.Columns)];
        }

        features.Read(rows, buffer);
        var batch = tensor(buffer, Shape(rows.Length)).To(device);
        if (rows.Length == features.Rows)
        {
            _all = batch.DetachFromDisposeScope();
            _buffers.Clear();
        }

        return batch;
    }

    public void Dispose() => _all?.Dispose();

    private long[] Shape(int rows) => [rows, .. features.Shape.Select(size => (long)size)];
}
