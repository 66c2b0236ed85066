using EventCollab.Learning.Methods.Gal;

namespace EventCollab.Learning.Tests;

public sealed class SponsorLossTests
{
    private static readonly double[] Values = [1, 2, 4, 9];
    private static readonly double[] Direction = [-1, -0.5, 0.5, 2];

    [Fact]
    public void Absolute_error_starts_at_the_mean_and_its_residuals_are_signs()
    {
        // (1 + 2 + 4 + 9) / 4 = 4; signs of (-3, -2, 0, 5), the sign of 0 being 0.
        var loss = new AbsoluteLoss(Values);
        loss.Start().ShouldBe([4]);
        loss.Residuals([4, 4, 4, 4]).ShouldBe([-1, -1, 0, 1]);
        loss.Value([4, 4, 4, 4]).ShouldBe(2.5);
    }

    [Fact]
    public void The_rate_for_absolute_error_is_the_weighted_median_of_the_breakpoints()
    {
        // Breakpoints 3, 4, 0, 2.5 with weights 1, 0.5, 0.5, 2: in order 0 (0.5), 2.5 (2.5 >= half of 4).
        new AbsoluteLoss(Values).Rate([4, 4, 4, 4], Direction).ShouldBe(2.5);
    }

    [Fact]
    public void Squared_error_has_a_closed_form_rate()
    {
        var loss = new SquaredLoss(Values);
        loss.Residuals([4, 4, 4, 4]).ShouldBe([-6, -4, 0, 10]);

        // (-3 * -1 + -2 * -0.5 + 0 + 5 * 2) / (1 + 0.25 + 0.25 + 4) = 14 / 5.5.
        loss.Rate([4, 4, 4, 4], Direction).ShouldBe(14 / 5.5, 1e-12);
    }

    [Fact]
    public void Cross_entropy_starts_at_the_priors()
    {
        var loss = new CrossEntropyLoss([0, 0, 1, 2], 3);
        var start = loss.Start();
        start[0].ShouldBe(-0.6931472, 1e-6);
        start[1].ShouldBe(-1.3862944, 1e-6);
        start[2].ShouldBe(-1.3862944, 1e-6);
        double[] scores = [.. start, .. start, .. start, .. start];
        loss.Value(scores).ShouldBe(1.0397208, 1e-6);
        double[] expected = [0.5, -0.25, -0.25, 0.5, -0.25, -0.25, -0.5, 0.75, -0.25, -0.5, -0.25, 0.75];
        loss.Residuals(scores).ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void The_rate_for_cross_entropy_is_where_the_derivative_vanishes()
    {
        var loss = new CrossEntropyLoss([0, 0, 1, 2], 3);
        var start = loss.Start();
        double[] scores = [.. start, .. start, .. start, .. start];
        double[] direction = [1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1];
        var rate = loss.Rate(scores, direction);
        rate.ShouldBe(1.979985, 1e-5);
        double[] moved = [.. scores.Zip(direction, (score, step) => score + (rate * step))];
        loss.Value(moved).ShouldBe(0.613974, 1e-6);
    }

    [Fact]
    public void A_direction_that_leads_uphill_has_rate_zero()
    {
        double[] uphill = [.. Direction.Select(value => -value)];
        new AbsoluteLoss(Values).Rate([4, 4, 4, 4], uphill).ShouldBe(0);
        new SquaredLoss(Values).Rate([4, 4, 4, 4], uphill).ShouldBe(0);
        new CrossEntropyLoss([0, 1], 2).Rate([0, 0, 0, 0], [-1, 0, 0, -1]).ShouldBe(0);
    }

    [Fact]
    public void A_direction_of_zeros_has_rate_zero()
    {
        new AbsoluteLoss(Values).Rate([4, 4, 4, 4], new double[4]).ShouldBe(0);
        new SquaredLoss(Values).Rate([4, 4, 4, 4], new double[4]).ShouldBe(0);
        new CrossEntropyLoss([0, 1], 2).Rate([0, 0, 0, 0], new double[4]).ShouldBe(0);
    }

    [Fact]
    public void On_separable_classes_the_rate_stops_at_the_cap()
    {
        new CrossEntropyLoss([0, 1], 2).Rate([0, 0, 0, 0], [1, 0, 0, 1]).ShouldBe(300);
    }

    [Fact]
    public void A_class_without_training_rows_starts_low_but_finite()
    {
        new CrossEntropyLoss([0, 0], 2).Start()[1].ShouldBe(Math.Log(1e-12), 1e-9);
    }

    [Theory]
    [InlineData(OverarchingLoss.CrossEntropy, null)]
    [InlineData(OverarchingLoss.Absolute, 2)]
    public void A_loss_that_does_not_fit_the_targets_is_refused(OverarchingLoss loss, int? classes) =>
        Should.Throw<MethodException>(() => SponsorLoss.Create(loss, new Targets([0, 1], [], classes)));
}
