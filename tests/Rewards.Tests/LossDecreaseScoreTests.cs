using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Rewards.Tests;

public sealed class LossDecreaseScoreTests
{
    private static readonly LossDecreaseScore Rule = new();

    /// <summary>
    /// dL = 1.0 - 0.5 = 0.5, then 0.5 - 0.25 = 0.25. Scores: a 0.5 * 0.5 + 0.25 * 0.25 = 0.3125, b 0.25 + 0.1875 = 0.4375,
    /// together 0.75; shares a 0.3125 / 0.75 = 5/12, b 7/12. All numbers but the shares are exact in binary.
    /// </summary>
    [Fact]
    public void Shares_are_the_weighted_decreases_of_the_loss_over_their_sum()
    {
        var first = Rule.Score(Some.Request(1, 1.0, 0.5, ("a", 0.5), ("b", 0.5)));
        var second = Rule.Score(Some.Request(2, 0.5, 0.25, ("a", 0.25), ("b", 0.75)));

        first.Scores.Select(score => score.Value).ShouldBe([0.25, 0.25, 0.0]);
        second.Scores.Select(score => score.Value).ShouldBe([0.0625, 0.1875, 0.0]);
        Shares(first, second).Select(share => (share.Organization.Value, share.Value))
            .ShouldBe([("a", 0.3125 / 0.75), ("b", 0.4375 / 0.75), ("never", 0.0)]);
    }

    /// <summary>dL = 0.5, then -0.25: a has 0.5 * 0.5 - 1 * 0.25 = 0, b 0.25; the sum is 0.25.</summary>
    [Fact]
    public void A_step_that_made_it_worse_counts_against_those_who_carried_it()
    {
        var shares = Shares(
            Rule.Score(Some.Request(1, 1.0, 0.5, ("a", 0.5), ("b", 0.5))),
            Rule.Score(Some.Request(2, 0.5, 0.75, ("a", 1.0))));

        shares.Select(share => share.Value).ShouldBe([0.0, 1.0, 0.0]);
    }

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(1.0, 2.0)]
    public void Where_no_progress_was_made_nobody_has_a_share(double before, double after) =>
        Shares(Rule.Score(Some.Request(1, before, after, ("a", 1.0)))).ShouldAllBe(share => share.Value == 0);

    [Theory]
    [InlineData(double.NaN, 1.0, 1.0)]
    [InlineData(double.PositiveInfinity, 1.0, 1.0)]
    [InlineData(1.0, 0.5, double.NaN)]
    public void A_number_that_is_not_finite_is_worth_nothing_and_spoils_no_later_share(double before, double after, double weight)
    {
        var shares = Shares(
            Rule.Score(Some.Request(1, before, after, ("a", weight), ("b", 0))),
            Rule.Score(Some.Request(2, 1.0, 0.0, ("b", 1.0))));

        shares.ShouldAllBe(share => double.IsFinite(share.Value));
        shares.Single(share => share.Organization.Value == "b").Value.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_weight_for_someone_who_was_not_asked_is_not_counted() =>
        Rule.Score(Some.Request(1, 1, 0, ("stranger", 1.0))).Scores.ShouldAllBe(score => score.Value == 0);

    private static IReadOnlyList<OrganizationWeight> Shares(params IEnumerable<StepScore> steps) =>
        Rule.Shares(steps.Aggregate(ScoreTotals.None, (totals, step) => totals.Add(step)));
}
