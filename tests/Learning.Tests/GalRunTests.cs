using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Baselines;

namespace EventCollab.Learning.Tests;

public sealed class GalRunTests
{
    [Theory]
    [InlineData("""{"localModel":"ridge"}""", null)]
    [InlineData("""{"localModel":"ridge","loss":"squared","weights":"exact"}""", null)]
    [InlineData("""{"localModel":"ridge"}""", 3)]
    [InlineData("""{"localModel":"linear","epochs":20}""", 3)]
    public void The_training_loss_never_rises_with_a_searched_rate(string options, int? classes)
    {
        var result = new Cohort(3, classes).Runner(options, rounds: 6).Run();
        result.Reports.ShouldAllBe(report => report.Loss <= report.LossBefore);
        result.Reports.Zip(result.Reports.Skip(1)).ShouldAllBe(pair => pair.First.Loss == pair.Second.LossBefore);
        result.Reports[^1].Loss.ShouldBeLessThan(result.Reports[0].LossBefore / 2);
    }

    [Theory]
    [InlineData("""{"localModel":"ridge","privacy":"dp"}""")]
    [InlineData("""{"localModel":"ridge","privacy":"ip","noiseSigma":1}""")]
    [InlineData("""{"localModel":"linear","epochs":5}""")]
    [InlineData("""{"localModel":"mlp","epochs":5}""")]
    [InlineData("""{"localModel":"mlp","epochs":5,"deepModelSharing":true}""")]
    public void Equal_seeds_give_equal_bytes_and_other_seeds_other_bytes(string options)
    {
        var cohort = new Cohort(3);
        var hash = cohort.Runner(options, seed: 1).Run().FinalHash();
        cohort.Runner(options, seed: 1).Run().FinalHash().ShouldBe(hash);
        cohort.Runner(options, seed: 2).Run().FinalHash().ShouldNotBe(hash);
    }

    [Fact]
    public void One_organization_alone_is_plain_boosting()
    {
        // With M = 1 the weight is 1 and GAL equals Joint.
        var cohort = new Cohort(1);
        var result = cohort.Runner().Run();
        result.Reports.Where(report => report.Rate > 0).ShouldAllBe(report => report.Weights.Single().Weight == 1);
        result.Reports[0].Rate.ShouldBeGreaterThan(0);
        GalBaselines.Joint(cohort.Setup(), cohort.Data["org-1"]).FinalHash().ShouldBe(result.FinalHash());
    }

    [Fact]
    public void Assistance_beats_the_sponsor_alone()
    {
        // The sponsor's column has the smallest effect, so alone it explains little.
        var cohort = new Cohort(4);
        var alone = GalBaselines.Alone(cohort.Setup(), cohort.Data["org-1"]).Reports[^1].Metric;
        cohort.Runner(rounds: 10).Run().Reports[^1].Metric.ShouldBeLessThan(alone / 2);
    }

    [Fact]
    public void An_organization_that_never_answers_stops_nothing_and_weighs_nothing()
    {
        var runner = new Cohort(4).Runner("""{"localModel":"ridge","quorum":1}""", rounds: 5);
        var result = new InProcessRunner(new GalMethod(), new Cohort(4).Setup("""{"localModel":"ridge","quorum":1}""", 5), new Cohort(4).Data)
        {
            IsMissing = (_, organization) => organization == "org-3",
        }.Run();
        result.Reports.Count.ShouldBe(5);
        result.Outcome.ShouldBe(StepOutcome.Completed);
        result.Reports.ShouldAllBe(report => report.Weights.All(weight => weight.Organization != "org-3"));
        result.FinalHash().ShouldNotBe(runner.Run().FinalHash());
    }

    [Fact]
    public void A_run_below_its_quorum_says_who_is_lacking()
    {
        var cohort = new Cohort(3);
        var runner = new InProcessRunner(new GalMethod(), cohort.Setup(), cohort.Data) { IsMissing = (round, name) => round == 2 && name == "org-2" };
        Should.Throw<MethodException>(() => runner.Run()).Message.ShouldContain("round 2 lacks org-2");
    }

    [Fact]
    public void Permuting_the_organizations_permutes_the_weights_and_leaves_the_scores()
    {
        // Ridge has no seed, so another name changes nothing but the place.
        var cohort = new Cohort(3);
        var swapped = new Dictionary<string, ILocalData> { ["org-1"] = cohort.Data["org-1"], ["org-2"] = cohort.Data["org-3"], ["org-3"] = cohort.Data["org-2"] };
        var result = cohort.Runner().Run();
        var other = new InProcessRunner(new GalMethod(), cohort.Setup(), swapped).Run();
        other.State["training"].Doubles.ToArray().ShouldBe(result.State["training"].Doubles.ToArray(), 1e-6);
        var (weights, otherWeights) = (result.Reports[0].Weights, other.Reports[0].Weights);
        otherWeights[1].Weight.ShouldBe(weights[2].Weight, 1e-9);
        otherWeights[2].Weight.ShouldBe(weights[1].Weight, 1e-9);
    }

    [Fact]
    public void A_contribution_holds_fits_and_nothing_else()
    {
        var cohort = new Cohort(2);
        using var coordinator = new GalMethod().CreateCoordinator(cohort.Setup(), cohort.Data["org-1"]);
        using var participant = new GalMethod().CreateParticipant(cohort.Setup(), cohort.ContextOf("org-2"));
        var plan = coordinator.Plan(coordinator.Start(), 1, 0, cohort.Names);
        var contribution = participant.Contribute(new StepTask(1, 0, plan.Broadcast), null, CancellationToken.None);
        contribution.Tensors.Select(tensor => (tensor.Name, tensor.Spec.Type, tensor.Bytes.Length)).ShouldBe(plan.Expected.Select(spec => (spec.Name, spec.Type, (int)spec.ByteLength)));
        contribution.Tensors.Zip(plan.Expected).ShouldAllBe(pair => pair.First.Spec.Shape.SequenceEqual(pair.Second.Shape));
        plan.Broadcast.Tensors.Count.ShouldBe(1);
    }

    [Fact]
    public void A_task_for_other_rows_is_refused()
    {
        var cohort = new Cohort(2);
        using var participant = new GalMethod().CreateParticipant(cohort.Setup(), cohort.ContextOf("org-2"));
        var task = new StepTask(1, 0, new TensorSet(NamedTensor.Of("residuals", [1f, 2f], 2, 1)));
        Should.Throw<MethodException>(() => participant.Contribute(task, null, CancellationToken.None)).Message.ShouldContain("60 training rows");
    }

    [Fact]
    public void A_cancelled_fit_stops()
    {
        var cohort = new Cohort(2);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => cohort.Runner("""{"localModel":"linear"}""").Run(source.Token));
    }

    [Fact]
    public void Noise_instead_of_columns_leaves_the_second_half_nothing_to_explain()
    {
        // The target has slope m on the column of organization m, so the plain round weighs the last two most.
        const string Options = """{"localModel":"ridge","noiseMode":"data"}""";
        var plain = new Cohort(4).Runner(rounds: 1).Run().Reports[0].Weights;
        var noised = new Cohort(4).Runner(Options, rounds: 1).Run().Reports[0].Weights;
        (noised[2].Weight + noised[3].Weight).ShouldBeLessThan((plain[2].Weight + plain[3].Weight) / 2);
        new Cohort(4).Runner(Options, rounds: 3).Run().Reports[^1].Loss.ShouldBe(new Cohort(4).Runner(Options, rounds: 3).Run().Reports[^1].Loss);
    }

    [Theory]
    [InlineData(4, new[] { false, false, true, true })]
    [InlineData(3, new[] { false, true, true })]
    [InlineData(1, new[] { true })]
    public void Of_an_odd_number_the_larger_half_is_noised(int organizations, bool[] noised)
    {
        var cohort = new Cohort(organizations);
        cohort.Names.Select(name => OutputNoise.IsNoised(cohort.Setup(), name)).ShouldBe(noised);
    }

    [Fact]
    public void Noise_on_the_second_half_costs_it_its_weight()
    {
        var plain = new Cohort(4).Runner(rounds: 1).Run().Reports[0].Weights;
        var noised = new Cohort(4).Runner("""{"localModel":"ridge","noiseSigma":20}""", rounds: 1).Run().Reports[0].Weights;
        (noised[2].Weight + noised[3].Weight).ShouldBeLessThan((plain[2].Weight + plain[3].Weight) / 5);
    }

    [Fact]
    public void Taking_turns_reaches_what_assistance_in_parallel_reaches()
    {
        var cohort = new Cohort(4);
        var result = SequentialAssistance.Run(cohort.Setup(rounds: 10), cohort.Data);
        result.Reports.ShouldAllBe(report => report.Loss <= report.LossBefore);
        result.Reports[^1].Metric.ShouldBe(cohort.Runner(rounds: 10).Run().Reports[^1].Metric, 1.0);
    }

    [Fact]
    public void Late_fusion_learns_classes_from_the_labels()
    {
        var cohort = new Cohort(3, classes: 2);
        var result = LateFusion.Run(cohort.Setup(), cohort.Data);
        result.Reports.Single().MetricName.ShouldBe("accuracy");
        result.Reports.Single().Metric.ShouldBeGreaterThanOrEqualTo(75);
    }
}
