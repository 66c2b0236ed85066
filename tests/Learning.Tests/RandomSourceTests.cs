namespace EventCollab.Learning.Tests;

public sealed class RandomSourceTests
{
    [Fact]
    public void Equal_seeds_give_equal_numbers_and_other_seeds_others()
    {
        double[] Draw(long seed)
        {
            var random = new RandomSource(seed);
            return [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble())];
        }

        Draw(1).ShouldBe(Draw(1));
        Draw(1).ShouldNotBe(Draw(2));
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_variance_one()
    {
        var random = new RandomSource(9);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.NextNormal()).ToArray();
        values.Average().ShouldBe(0, 0.02);
        values.Average(value => value * value).ShouldBe(1, 0.02);
    }

    [Fact]
    public void A_permutation_holds_every_index_once()
    {
        var order = new RandomSource(4).NextPermutation(50);
        order.Order().ShouldBe(Enumerable.Range(0, 50));
        order.ShouldNotBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public void Indices_are_spread_evenly()
    {
        var random = new RandomSource(6);
        var counts = Enumerable.Range(0, 60_000).Select(_ => random.NextIndex(6)).CountBy(index => index).ToDictionary();
        counts.Count.ShouldBe(6);
        counts.Values.ShouldAllBe(count => Math.Abs(count - 10_000) < 500);
    }
}
