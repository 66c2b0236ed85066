using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Methods.Gal.Baselines;
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
