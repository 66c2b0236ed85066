namespace EventCollab.Learning.Models.Neural;

/// <summary>Classes, told apart by cross-entropy of the outputs as logits.</summary>
internal sealed class LabelTargets(int[] labels, Device device) : ITargets
{
    private long[] _batch = [];

    public Tensor Loss(Tensor outputs, ReadOnlySpan<int> rows)
    {
        if (_batch.Length != rows.Length)
        {
            _batch = new long[rows.Length];
        }

        for (var i = 0; i < rows.Length; i++)
        {
            _batch[i] = labels[rows[i]];
        }

        return F.cross_entropy(outputs, tensor(_batch, new long[] { rows.Length }).To(device));
    }

    public void Dispose()
    {
        // Labels are the task's.
    }
}
