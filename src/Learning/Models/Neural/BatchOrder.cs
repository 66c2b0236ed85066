namespace EventCollab.Learning.Models.Neural;

/// <summary>
/// Which rows each step of an epoch sees: a fresh random order, cut into batches. What fits one batch keeps its order and draws
/// nothing.
/// </summary>
internal sealed class BatchOrder
{
    private readonly int _batchRows;
    private int[] _order;

    /// <param name="rows">N.</param>
    /// <param name="batchRows">Of a batch; the last may be smaller.</param>
    /// <param name="normalised">
    /// The network has batch norms: a last batch of one row has no variance and would spoil the running ones, so it joins the batch before it.
    /// </param>
    public BatchOrder(int rows, int batchRows, bool normalised)
    {
        _batchRows = batchRows;
        _order = [.. Enumerable.Range(0, rows)];
        Batches = (rows + batchRows - 1) / batchRows;
        if (normalised && Batches > 1 && rows % batchRows == 1)
        {
            Batches--;
        }
    }

    public int Batches { get; }

    public void BeginEpoch(RandomSource random)
    {
        if (Batches > 1)
        {
            _order = random.NextPermutation(_order.Length);
        }
    }

    public ReadOnlySpan<int> Batch(int index)
    {
        var first = index * _batchRows;
        return index == Batches - 1 ? _order.AsSpan(first) : _order.AsSpan(first, _batchRows);
    }
}
