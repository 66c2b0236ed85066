namespace EventCollab.Learning.Data.Partitions;

/// <summary>Independent and identically distributed: equal slices of the shuffled training rows (rewards.md 7.2, UNI); the first get one more where they do not divide.</summary>
/// <param name="samplesEach">Rows of each organization; null divides them all.</param>
public sealed class UniformPartitioner(int? samplesEach = null) : IPartitioner
{
    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var rows = RowDraw.Shuffled(split.Training, RowDraw.Source(seed, "iid-partition"));
        var each = RowDraw.Each(dataset, split, organizations, samplesEach);
        var rest = samplesEach is null ? rows.Length % organizations : 0;
        return new RowPartition([.. Enumerable.Range(0, organizations).Select(organization =>
        {
            var start = (organization * each) + Math.Min(organization, rest);
            return rows[start..(start + each + (organization < rest ? 1 : 0))];
        })]);
    }
}
