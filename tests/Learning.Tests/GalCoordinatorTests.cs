using EventCollab.Learning.Methods.Gal;

namespace EventCollab.Learning.Tests;

public sealed class GalCoordinatorTests
{
    private static readonly string[] Names = ["org-1", "org-2", "org-3"];

    // y = (1, 2, 4, 9) with one evaluation row of target 5: F = 4, residuals (-1, -1, 0, 1), training loss 2.5.
    private static readonly LocalRows Sponsor = new(
        new FeatureMatrix(new float[4], 4, 1), new FeatureMatrix(new float[1], 1, 1), new Targets([1, 2, 4, 9], [5], null));

    [Fact]
    public void A_round_moves_the_scores_by_rate_times_the_weighed_fits()
    {
        using var coordinator = Create("{}");
        var combined = coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [-1, -0.5f, 0.5f, 2], 0.4f)], ["org-2", "org-3"]);

        // Weight 1, rate 2.5 (weighted median): F = (1.5, 2.75, 5.25, 9), mean error (0.5 + 0.75 + 1.25 + 0) / 4; evaluation 4 + 2.5 * 0.4.
        combined.Report.Rate.ShouldBe(2.5);
        combined.Report.LossBefore.ShouldBe(2.5);
        combined.Report.Loss.ShouldBe(0.625, 1e-12);
        combined.Report.MetricName.ShouldBe("mad");
        combined.Report.Metric.ShouldBe(0, 1e-6);
        combined.State["training"].Doubles.ToArray().ShouldBe([1.5, 2.75, 5.25, 9], 1e-12);
        (combined.Outcome, combined.NextRound, combined.NextStep).ShouldBe((StepOutcome.Continue, 2, 0));
    }

    [Fact]
    public void The_plan_asks_everyone_and_cannot_do_without_the_sponsor()
    {
        using var coordinator = Create("""{"quorum":2,"deadlineSeconds":1.5,"lateness":"carryOver"}""");
        var plan = coordinator.Plan(coordinator.Start(), 1, 0, Names);
        plan.Recipients.ShouldBe(Names);
        plan.Required.ShouldBe(["org-1"]);
        (plan.Quorum, plan.Deadline, plan.Lateness).ShouldBe((2, TimeSpan.FromSeconds(1.5), Lateness.CarryOver));
        plan.Expected.Select(spec => (spec.Name, spec.Type, string.Join('x', spec.Shape))).ShouldBe([("train", ElementType.Float32, "4x1"), ("evaluation", ElementType.Float32, "1x1")]);
        plan.Broadcast["residuals"].Singles.ToArray().ShouldBe([-1, -1, 0, 1]);
    }

    [Fact]
    public void The_order_in_which_contributions_arrive_changes_no_bit()
    {
        using var coordinator = Create("{}");
        Contribution[] contributions = [Fit("org-1", [-1, -0.3f, 0.7f, 2], 0.1f), Fit("org-2", [-0.9f, -2, 0.3f, 1], 0.2f), Fit("org-3", [-0.1f, 0.2f, 0.5f, 1], 0.3f)];
        var forward = coordinator.Combine(coordinator.Start(), 1, 0, contributions, []);
        var backward = coordinator.Combine(coordinator.Start(), 1, 0, [.. contributions.Reverse()], []);
        Bytes(backward.State).ShouldBe(Bytes(forward.State));
        backward.Report.Weights.ShouldBe(forward.Report.Weights);
        forward.Report.Weights.Select(weight => weight.Organization).ShouldBe(Names);
    }

    [Fact]
    public void A_missing_organization_has_no_column_and_the_others_weights_sum_to_one()
    {
        using var coordinator = Create("{}");
        var combined = coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [-1, -1, 0, 1], 0), Fit("org-3", [-1, 0, 0, 1], 0)], ["org-2"]);
        combined.Report.Weights.Select(weight => weight.Organization).ShouldBe(["org-1", "org-3"]);
        combined.Report.Weights.Sum(weight => weight.Weight).ShouldBe(1, 1e-12);
        combined.State["weights"].Doubles[1].ShouldBe(0);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_contribution_that_is_not_finite_counts_as_missing(float value)
    {
        using var coordinator = Create("{}");
        var combined = coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [-1, -1, 0, 1], 0), Fit("org-2", [value, 0, 0, 1], 0)], ["org-3"]);
        combined.Report.Weights.ShouldBe([("org-1", 1.0)]);
    }

    [Fact]
    public void Contributions_of_wrong_shape_or_from_strangers_count_as_missing()
    {
        using var coordinator = Create("{}");
        var stranger = Fit("org-9", [-1, -1, 0, 1], 0);
        var wrong = new Contribution("org-2", 1, new TensorSet(NamedTensor.Of("train", [1f], 1, 1)));
        var combined = coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [-1, -1, 0, 1], 0), wrong, stranger], ["org-3"]);
        combined.Report.Weights.ShouldBe([("org-1", 1.0)]);
    }

    [Fact]
    public void A_round_without_the_sponsor_cannot_be_combined()
    {
        using var coordinator = Create("{}");
        Should.Throw<MethodException>(() => coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-2", [-1, -1, 0, 1], 0)], ["org-1", "org-3"]));
    }

    [Fact]
    public void A_round_without_progress_is_not_committed_and_ends_the_collaboration()
    {
        using var coordinator = Create("{}");
        var start = coordinator.Start();
        var useless = Names.Select(name => Fit(name, [1, 1, 0, -1], 1)).ToList();
        var combined = coordinator.Combine(start, 1, 0, useless, []);
        combined.Outcome.ShouldBe(StepOutcome.Converged);
        (combined.Report.Rate, combined.Report.Loss).ShouldBe((0, 2.5));
        combined.Report.Weights.ShouldAllBe(weight => weight.Weight == 0);
        Bytes(combined.State).ShouldBe(Bytes(start));
    }

    [Fact]
    public void A_round_without_progress_goes_on_while_somebody_is_missing()
    {
        using var coordinator = Create("{}");
        coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [1, 1, 0, -1], 1)], ["org-2", "org-3"]).Outcome.ShouldBe(StepOutcome.Continue);
    }

    [Fact]
    public void Organizations_that_never_joined_are_not_waited_for()
    {
        using var coordinator = Create("{}");
        coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [1, 1, 0, -1], 1)], []).Outcome.ShouldBe(StepOutcome.Converged);
    }

    [Fact]
    public void A_round_without_progress_goes_on_where_a_contribution_was_malformed()
    {
        using var coordinator = Create("{}");
        coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [1, 1, 0, -1], 1), Fit("org-2", [float.NaN, 0, 0, 1], 0)], []).Outcome.ShouldBe(StepOutcome.Continue);
    }

    [Fact]
    public void A_training_loss_below_the_tolerance_ends_the_collaboration()
    {
        using var coordinator = Create("{}");
        var combined = coordinator.Combine(coordinator.Start(), 1, 0, [Fit("org-1", [-3, -2, 0, 5], 1)], ["org-2", "org-3"]);
        (combined.Outcome, combined.Report.Rate, combined.Report.Loss).ShouldBe((StepOutcome.Converged, 1, 0));
    }

    [Fact]
    public void The_last_round_completes_the_collaboration()
    {
        using var coordinator = Create("{}");
        var fits = Names.Select(name => Fit(name, [-1, -0.5f, 0.5f, 2], 0, round: 5)).ToList();
        coordinator.Combine(coordinator.Start(), 5, 0, fits, []).Outcome.ShouldBe(StepOutcome.Completed);
    }

    [Fact]
    public void A_late_contribution_is_dropped_by_default()
    {
        using var coordinator = Create("{}");
        var combined = coordinator.Combine(coordinator.Start(), 2, 0, [Fit("org-1", [-1, 0, 0, 1], 0, round: 2), Fit("org-2", [-3, -2, 0, 5], 1, round: 1)], ["org-2", "org-3"]);
        combined.Report.Weights.ShouldBe([("org-1", 1.0)]);
    }

    [Fact]
    public void A_late_contribution_that_is_carried_over_is_weighed_beside_the_fresh_ones()
    {
        using var coordinator = Create("""{"lateness":"carryOver","weights":"exact"}""");
        var combined = coordinator.Combine(
            coordinator.Start(), 2, 0, [Fit("org-1", [1, 0, 0, 0], 0, round: 2), Fit("org-2", [-1, -1, 0, 1], 1, round: 1)], ["org-2", "org-3"]);
        combined.Report.Weights.Single(weight => weight.Organization == "org-2").Weight.ShouldBe(1, 1e-9);

        // Round 2, organization 2 of 3: the weight belongs to its model of round 1.
        combined.State["carriedRounds"].Integers[4].ShouldBe(1);
        combined.State["carriedWeights"].Doubles[4].ShouldBe(1, 1e-9);
        combined.State["weights"].Doubles[4].ShouldBe(0);
    }

    [Fact]
    public void A_sponsor_without_targets_is_refused()
    {
        var data = new LocalRows(new FeatureMatrix(new float[4], 4, 1), new FeatureMatrix([], 0, 1));
        Should.Throw<MethodException>(() => new GalMethod().CreateCoordinator(Setup("{}"), data)).Message.ShouldContain("no targets");
    }

    [Fact]
    public void Without_evaluation_rows_there_is_no_metric_and_no_evaluation_tensor()
    {
        var data = new LocalRows(new FeatureMatrix(new float[4], 4, 1), new FeatureMatrix([], 0, 1), new Targets([1, 2, 4, 9], [], null));
        using var coordinator = new GalMethod().CreateCoordinator(Setup("{}"), data);
        coordinator.Plan(coordinator.Start(), 1, 0, Names).Expected.Count.ShouldBe(1);
        var fit = new Contribution("org-1", 1, new TensorSet(NamedTensor.Of("train", [-1f, -0.5f, 0.5f, 2], 4, 1)));
        coordinator.Combine(coordinator.Start(), 1, 0, [fit], ["org-2", "org-3"]).Report.MetricName.ShouldBeEmpty();
    }

    internal static byte[] Bytes(TensorSet tensors) => [.. tensors.Tensors.SelectMany(tensor => tensor.Bytes.ToArray())];

    private static CollaborationSetup Setup(string options) => new()
    {
        Method = "gal",
        Options = options,
        Seed = 0,
        Rounds = 5,
        Organizations = Names,
        Sponsor = "org-1",
    };

    private static ICoordinator Create(string options) => new GalMethod().CreateCoordinator(Setup(options), Sponsor);

    private static Contribution Fit(string organization, float[] training, float evaluation, int round = 1) =>
        new(organization, round, new TensorSet(NamedTensor.Of("train", training, 4, 1), NamedTensor.Of("evaluation", [evaluation], 1, 1)));
}
