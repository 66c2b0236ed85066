namespace EventCollab.Learning.Data.Partitions;

/// <summary>Every class at one organization alone: shuffled classes in equal slices; the first get one more where they do not divide.</summary>
public sealed class DisjointLabelPartitioner : IPartitioner
{
    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var random = RowDraw.Source(seed, "disjoint-labels-partition");
        var classes = new ClassRows(dataset, split, random);
        if (classes.Count < organizations)
        {
            throw new DataException($"{dataset.Samples.Source}: {classes.Count} classes cannot be kept apart at {organizations} organizations; use at most {classes.Count}.");
        }

        var order = random.NextPermutation(classes.Count);
        return new RowPartition([.. Enumerable.Range(0, organizations).Select(organization => (IReadOnlyList<int>)
            [.. order[Start(organization)..Start(organization + 1)].Order().SelectMany(classes.Of)])]);

        int Start(int organization) => (organization * (classes.Count / organizations)) + Math.Min(organization, classes.Count % organizations);
    }
}
