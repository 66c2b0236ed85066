namespace EventCollab.Learning.Models.Neural;

/// <summary>What an extractor that is no longer trained makes of samples, computed as they are asked for. For one thread.</summary>
internal sealed class ExtractedFeatures(Module<Tensor, Tensor> extractor, int count, IFeatures samples, Device device) : IFeatures, IDisposable
{
    // 256 MiB: below it the extractor runs once for all epochs.
    private const long LargestKept = 1L << 26;

    private readonly RowReader _samples = new(samples, device);

    public int Rows => samples.Rows;

    public int Columns => count;

    public IReadOnlyList<int> Shape { get; } = [count];

    /// <returns>These features in memory where they fit, in batches of the given size; otherwise themselves.</returns>
    public IFeatures Keep(int batchRows) => (long)Rows * count > LargestKept
        ? this
        : new FeatureMatrix(NetworkPrediction.Run(extractor, samples, count, batchRows, device), Rows, count);

    public void Read(ReadOnlySpan<int> rows, Span<float> destination)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        extractor.eval();
        extractor.call(_samples.Read(rows)).cpu().data<float>().CopyTo(destination[..(rows.Length * count)]);
    }

    public void Dispose() => _samples.Dispose();
}
