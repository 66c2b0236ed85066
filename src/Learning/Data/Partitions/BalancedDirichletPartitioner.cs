namespace EventCollab.Learning.Data.Partitions;

/// <summary>
/// Equally many rows at every organization, whose classes follow proportions of its own from a Dirichlet distribution (codream.md
/// 6, "balanced clients"): a class that is exhausted is drawn again. Organizations take one row at a time by turns, so that no
/// one has to live with what the others left.
/// </summary>
/// <param name="alpha">Small: few classes each. Large: all alike.</param>
/// <param name="samplesEach">Rows of each organization; null divides them all.</param>
public sealed class BalancedDirichletPartitioner(double alpha, int? samplesEach = null) : IPartitioner
{
    public IPartition Divide(Dataset dataset, TrainTestSplit split, int organizations, long seed)
    {
        var random = RowDraw.Source(seed, "dirichlet-partition");
        var classes = new ClassRows(dataset, split, random);
        var each = RowDraw.Each(dataset, split, organizations, samplesEach);
        double[][] shares = [.. Enumerable.Range(0, organizations).Select(_ => Dirichlet.Draw(random, alpha, classes.Count))];
        List<int>[] rows = [.. shares.Select(_ => new List<int>(each))];
        for (var i = 0; i < each; i++)
        {
            for (var organization = 0; organization < organizations; organization++)
            {
                rows[organization].Add(classes.Take(Class(classes, shares[organization], random)));
            }
        }

        return new RowPartition(rows);
    }

    /// <summary>Drawing again until a class has rows left is drawing among those that have, in their proportions.</summary>
    private static int Class(ClassRows classes, double[] shares, RandomSource random)
    {
        double[] weights = [.. shares.Select((share, number) => classes.Left(number) > 0 ? share : 0)];
        if (weights.Sum() is not > 0)
        {
            // All that is left has a share too small for a double: any row will do.
            weights = [.. shares.Select((_, number) => (double)classes.Left(number))];
        }

        var draw = random.NextDouble() * weights.Sum();
        var chosen = -1;
        for (var number = 0; number < weights.Length && (chosen < 0 || draw >= 0); number++)
        {
            if (weights[number] > 0)
            {
                chosen = number;
                draw -= weights[number];
            }
        }

        return chosen;
    }
}
