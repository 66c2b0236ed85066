using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Baselines;
using EventCollab.Learning.Methods.Gal.Prediction;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests;

/// <summary>What an organization fits is its own business: it decides for itself, and nobody sees what it decided.</summary>
public sealed class ModelAutonomyTests
{
    private const string Linear = """{"localModel":"linear","epochs":5}""";

    [Fact]
    public void An_organizations_own_choice_comes_before_the_terms()
    {
        var own = Run(Linear, name => name == "org-2" ? LocalModelKind.Ridge : null);
        var agreed = Run("""{"localModel":"linear","epochs":5,"localModels":{"org-2":"ridge"}}""", _ => null);

        own.FinalHash().ShouldBe(agreed.FinalHash());
        own.FinalHash().ShouldNotBe(Run(Linear, _ => null).FinalHash());
    }

    [Theory]
    [InlineData(LocalModelKind.Ridge)]
    [InlineData(LocalModelKind.Mlp)]
    public void What_an_organization_chose_shows_in_no_part_of_its_reply_but_the_values(LocalModelKind chosen)
    {
        var cohort = new Cohort(2);
        using var coordinator = new GalMethod().CreateCoordinator(cohort.Setup(Linear), cohort.Data["org-1"]);
        var task = new StepTask(1, 0, coordinator.Plan(coordinator.Start(), 1, 0, cohort.Names).Broadcast);

        var shapes = new LocalModelKind?[] { null, chosen }.Select(choice =>
        {
            using var participant = new GalMethod().CreateParticipant(cohort.Setup(Linear), cohort.ContextOf("org-2") with { LocalModel = choice });
            return participant.Contribute(task, null, TestContext.Current.CancellationToken).Tensors.Select(tensor => $"{tensor.Name} {tensor.Spec.Type} {string.Join('x', tensor.Spec.Shape)}").ToArray();
        }).ToList();

        shapes[1].ShouldBe(shapes[0]);
    }

    /// <summary>Reasons to decline and to leave go to the hub, and what it knows others can see.</summary>
    [Fact]
    public void A_choice_that_does_not_suit_the_data_is_refused_without_naming_it()
    {
        var cohort = new Cohort(2);
        var context = cohort.ContextOf("org-2") with { LocalModel = LocalModelKind.Cnn };

        var refused = Should.Throw<MethodException>(() => new GalMethod().CreateParticipant(cohort.Setup(Linear), context));

        refused.Message.ShouldBe("the model that 'org-2' chose for itself does not suit its data; its log says why.");
        refused.InnerException!.Message.ShouldContain("cnn needs images");
        Should.Throw<MethodException>(() => new GalMethod().CreateParticipant(cohort.Setup("""{"localModel":"cnn"}"""), cohort.ContextOf("org-2")))
            .Message.ShouldContain("localModel cnn needs images; org-2's features are 1 column.");
    }

    [Fact]
    public void An_organization_with_rows_of_its_own_and_their_targets_declines_at_the_invitation()
    {
        var cohort = new Cohort(2);
        var sponsor = cohort.ContextOf("org-1");

        Should.Throw<MethodException>(() => new GalMethod().CreateParticipant(cohort.Setup(Linear), sponsor with { Organization = "org-2" }))
            .Message.ShouldBe(
                "gal: 'org-2' holds targets: its data were divided by rows; gal needs organizations that hold other columns of the same rows (data split --partition columns)");
        new GalMethod().CreateParticipant(cohort.Setup(Linear), sponsor).Dispose();
    }

    [Theory]
    [InlineData("""{"localModel":"cnn"}""", "org-1")]
    [InlineData("""{"localModel":"ridge","localModels":{"org-2":"cnn"}}""", "org-2")]
    [InlineData("""{"localModelMix":["ridge","cnn"]}""", "org-2")]
    public void Models_are_checked_for_every_organization_before_a_run(string options, string organization)
    {
        var cohort = new Cohort(2);

        Should.Throw<MethodException>(() => GalMethod.CheckModels(cohort.Setup(options), [.. cohort.Names.Select(name => cohort.Data[name])]))
            .Message.ShouldBe($"localModel cnn needs images; {organization}'s features are 1 column.");
        Should.NotThrow(() => GalMethod.CheckModels(cohort.Setup(), [.. cohort.Names.Select(name => cohort.Data[name])]));
    }

    [Fact]
    public void A_fit_that_fails_with_an_own_model_does_not_say_which()
    {
        var cohort = new Cohort(2);
        var huge = new LocalRows(
            new FeatureMatrix([.. Enumerable.Repeat(float.MaxValue, Cohort.TrainingRows)], Cohort.TrainingRows, 1), new FeatureMatrix([], 0, 1), null);
        var context = cohort.ContextOf("org-2") with { Data = huge, LocalModel = LocalModelKind.Mlp };
        using var participant = new GalMethod().CreateParticipant(cohort.Setup(Linear), context);
        var residuals = NamedTensor.Of("residuals", Enumerable.Repeat(1f, Cohort.TrainingRows).ToArray(), Cohort.TrainingRows, 1);

        var failed = Should.Throw<MethodException>(() => participant.Contribute(new StepTask(1, 0, new TensorSet(residuals)), null, TestContext.Current.CancellationToken));

        failed.Message.ShouldNotContain("mlp");
        failed.Message.ShouldContain("the model of its own choice");
        failed.InnerException!.Message.ShouldContain("mlp");
    }

    /// <summary>Each round's model says what it is, so that one trained before the choice changed still predicts.</summary>
    [Theory]
    [InlineData("""{"localModel":"linear","epochs":5}""")]
    [InlineData("""{"localModel":"mlp","epochs":5,"deepModelSharing":true}""")]
    [InlineData("""{"localModelMix":["svm","gb"]}""")]
    public void A_choice_that_changed_since_the_training_still_predicts_with_what_was_trained(string options)
    {
        var cohort = new Cohort(2);
        var stores = cohort.Names.ToDictionary(name => name, _ => new MemoryModelStore());
        var trained = new InProcessRunner(new GalMethod(), cohort.Setup(options), cohort.Data) { Models = name => stores[name] }.Run(TestContext.Current.CancellationToken);
        var prediction = cohort.Setup($$"""{"collaboration":"trained","state":"abc","training":{{options}}}""", rounds: 1) with { Method = "gal-predict" };

        var predicted = new InProcessRunner(new GalPredictMethod(), prediction, cohort.Data)
        {
            Initial = trained.State,
            Models = name => stores[name],
            OwnModel = _ => LocalModelKind.Ridge,
        }.Run(TestContext.Current.CancellationToken);

        predicted.State["prediction"].Doubles.ToArray().ShouldBe(trained.State["evaluation"].Doubles.ToArray());
    }

    [Fact]
    public void Sharing_an_extractor_does_not_bind_an_organization_that_chose_a_model_without_one()
    {
        var result = Run("""{"localModel":"mlp","epochs":5,"deepModelSharing":true}""", name => name == "org-3" ? LocalModelKind.Ridge : null);
        result.Reports[^1].Loss.ShouldBeLessThan(result.Reports[0].LossBefore);
    }

    [Fact]
    public void The_baselines_of_a_mix_train_the_sponsors_model()
    {
        var cohort = new Cohort(4);
        var mixed = cohort.Setup("""{"localModelMix":["ridge","mlp"],"localLossMix":["l2","l1"]}""");
        var plain = cohort.Setup("""{"localModel":"ridge","localLoss":"l2"}""");

        GalBaselines.Alone(mixed, cohort.Data["org-1"]).FinalHash().ShouldBe(GalBaselines.Alone(plain, cohort.Data["org-1"]).FinalHash());
    }

    [Fact]
    public void A_plain_loop_tells_how_training_goes()
    {
        var progress = new Listener();
        var cohort = new Cohort(1);

        GalBaselines.Alone(cohort.Setup(Linear, rounds: 2), cohort.Data["org-1"], progress: progress, cancellation: TestContext.Current.CancellationToken);

        progress.Heard.Select(heard => (heard.Organization, heard.Round, heard.Rounds, heard.Training.Epoch, heard.Training.Epochs))
            .ShouldBe(from round in new[] { 1, 2 } from epoch in Enumerable.Range(1, 5) select ("org-1", round, 2, epoch, 5));
        progress.Heard.ShouldAllBe(heard => heard.Training.Loss > 0);
    }

    private static InProcessResult Run(string options, Func<string, LocalModelKind?> own)
    {
        var cohort = new Cohort(3);
        return new InProcessRunner(new GalMethod(), cohort.Setup(options), cohort.Data) { OwnModel = own }.Run(TestContext.Current.CancellationToken);
    }

    private sealed class Listener : IProgress<OrganizationProgress>
    {
        public List<OrganizationProgress> Heard { get; } = [];

        public void Report(OrganizationProgress value) => Heard.Add(value);
    }
}
