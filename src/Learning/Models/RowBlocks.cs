namespace EventCollab.Learning.Models;

/// <summary>Rows one after another, read in blocks: of features that are not in memory only a block is.</summary>
internal sealed class RowBlocks(IFeatures features)
{
    // About 4 MiB of values, and at least a row.
    private readonly int _blockRows = Math.Clamp((1 << 20) / Math.Max(features.Columns, 1), 1, Math.Max(features.Rows, 1));

    /// <param name="row">Gets the row's number and its values.</param>
    public void ForEach(Action<int, ReadOnlySpan<float>> row)
    {
        var matrix = features as FeatureMatrix;
        var block = matrix is null ? new float[_blockRows * features.Columns] : matrix.Values;
        for (var first = 0; first < features.Rows; first += _blockRows)
        {
            var count = Math.Min(_blockRows, features.Rows - first);
            var start = matrix is null ? 0 : first;
            if (matrix is null)
            {
                features.ReadRange(first, count, block);
            }

            for (var i = 0; i < count; i++)
            {
                row(first + i, block.AsSpan((start + i) * features.Columns, features.Columns));
            }
        }
    }
}
