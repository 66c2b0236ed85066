namespace EventCollab.Learning.Data.Partitions;

/// <summary>
/// Every class is divided among the organizations in proportions of its own from a Dirichlet distribution, so that they differ
/// in size too; drawn anew until each has a minimum of rows (codream.md 6, per-label form).
/// </summary>
/// <param name="alpha">Small: each class at few organizations. Large: all alike.</param>
/// <param name="minimum">Rows that each must have.</param>
public sealed class LabelDirichletPartitioner(double alpha, int minimum = 10) : IPartitioner
{
    private const int Trials = 10_000;

    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var random = RowDraw.Source(seed, "dirichlet-labels-partition");
        var classes = new ClassRows(dataset, split, random);
        for (var trial = 0; trial < Trials; trial++)
        {
            int[][] ends = [.. Enumerable.Range(0, classes.Count).Select(number => Ends(Dirichlet.Draw(random, alpha, organizations), classes.Of(number).Count))];
            if (Enumerable.Range(0, organizations).All(organization => ends.Sum(end => end[organization + 1] - end[organization]) >= minimum))
            {
                return new RowPartition([.. Enumerable.Range(0, organizations).Select(organization => (IReadOnlyList<int>)
                    [.. ends.SelectMany((end, number) => classes.Of(number).Take(end[organization]..end[organization + 1]))])]);
            }
        }

        throw new DataException(
            $"{dataset.Samples.Source}: {Trials} draws with alpha {alpha} gave no division in which each of {organizations} organizations has {minimum} of {split.Training.Count} rows; "
            + "use fewer organizations or a larger --alpha.");
    }

    /// <summary>Where each organization's part of a class ends, from 0 to the number of its rows.</summary>
    private static int[] Ends(double[] shares, int count)
    {
        var ends = new int[shares.Length + 1];
        double sum = 0;
        for (var organization = 0; organization < shares.Length; organization++)
        {
            sum += shares[organization];
            ends[organization + 1] = organization == shares.Length - 1 ? count : Math.Min(count, (int)(sum * count));
        }

        return ends;
    }
}
