using EventCollab.Learning.Methods.Gal;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests;

public sealed class GalOptionsTests
{
    [Fact]
    public void Nothing_said_means_the_papers_defaults()
    {
        var options = GalOptions.Parse("{}");
        options.LocalModel.ShouldBe(LocalModelKind.Linear);
        options.Weights.ShouldBe(WeightRule.Reference);
        options.Rate.ShouldBe(RateRule.Search);
        options.Privacy.ShouldBe(ResidualPrivacy.None);
        options.Lateness.ShouldBe(Lateness.Drop);
        options.Quorum.ShouldBeNull();
        options.DeadlineSeconds.ShouldBeNull();
        options.LocalModelMix.ShouldBeEmpty();
        options.BatchSize.ShouldBeNull();
        Choices(options, 2).LossOf("org-1", 1).ShouldBe(LocalLoss.L1);
        Choices(options, 2).LossOf("org-1", 3).ShouldBe(LocalLoss.L2);
    }

    [Fact]
    public void Each_organization_can_choose_its_own_model_and_loss()
    {
        var options = GalOptions.Parse("""{"localModel":"ridge","localModels":{"org-2":"mlp"},"localLosses":{"org-2":"l1.5"}}""");
        Choices(options, 2).ModelOf("org-1").ShouldBe(LocalModelKind.Ridge);
        Choices(options, 2).ModelOf("org-2").ShouldBe(LocalModelKind.Mlp);
        Choices(options, 2).LossOf("org-2", 1).ShouldBe(LocalLoss.L1_5);
    }

    /// <summary>gal.md 4.1: L names among M organizations in blocks of M div L, the remainder to the last. 8 div 3 = 2, so 2, 2 and 4.</summary>
    [Theory]
    [InlineData(8, "ridge,mlp", "ridge ridge ridge ridge mlp mlp mlp mlp")]
    [InlineData(8, "ridge,mlp,linear", "ridge ridge mlp mlp linear linear linear linear")]
    [InlineData(5, "ridge,mlp", "ridge ridge mlp mlp mlp")]
    [InlineData(3, "ridge,mlp,linear", "ridge mlp linear")]
    [InlineData(2, "mlp", "mlp mlp")]
    public void A_mix_gives_its_models_to_blocks_of_organizations_and_the_remainder_to_the_last(int organizations, string mix, string expected)
    {
        var options = GalOptions.Parse($$"""{"localModelMix":["{{mix.Replace(",", "\",\"", StringComparison.Ordinal)}}"]}""");
        var choices = Choices(options, organizations);
        string.Join(' ', Names(organizations).Select(name => LocalLearners.NameOf(choices.ModelOf(name)))).ShouldBe(expected);
    }

    [Fact]
    public void Mixed_losses_go_to_the_same_blocks_and_the_sponsors_drives_the_weights()
    {
        var options = GalOptions.Parse("""{"localLossMix":["l1","l4"],"localLosses":{"org-4":"l2"}}""");
        Names(4).Select(name => Choices(options, 4).LossOf(name, 3)).ShouldBe([LocalLoss.L1, LocalLoss.L1, LocalLoss.L4, LocalLoss.L2]);
    }

    [Fact]
    public void One_organization_can_leave_a_mix()
    {
        var options = GalOptions.Parse("""{"localModelMix":["ridge","mlp"],"localModels":{"org-1":"linear"}}""");
        Names(4).Select(Choices(options, 4).ModelOf).ShouldBe([LocalModelKind.Linear, LocalModelKind.Ridge, LocalModelKind.Mlp, LocalModelKind.Mlp]);
    }

    [Theory]
    [InlineData("""{"localModel":"linear"}""", "\"epochs\":100")]
    [InlineData("""{"localModelMix":["linear","mlp"]}""", "\"epochs\":100")]
    [InlineData("""{"localModel":"linear","epochs":3}""", "\"epochs\":3")]
    public void The_terms_say_how_many_epochs_the_models_are_trained(string options, string written) => GalOptions.Parse(options).ToJson().ShouldContain(written);

    [Fact]
    public void Written_out_options_read_back_the_same()
    {
        var json = GalOptions.Parse("""{"loss":"squared","localModels":{"org-2":"ridge"},"localLoss":"l4","batchSize":64,"localLossMix":null,"quorum":3,"deadlineSeconds":2.5,"lateness":"carryOver"}""").ToJson();
        GalOptions.Parse(json).ToJson().ShouldBe(json);
        json.ShouldContain("\"weights\":\"reference\"");
        json.ShouldContain("\"localLoss\":\"l4\"");
    }

    [Theory]
    [InlineData("""{"localmodel":"ridge"}""", "there is no option 'localmodel' (did you mean localModel")]
    [InlineData("""{"localModel":"forest"}""", "it must be one of ridge, linear, mlp")]
    [InlineData("""{"localModel":"ridg"}""", "option 'localModel' is \"ridg\" (did you mean ridge?)")]
    [InlineData("""{"localModelMix":["linear","mpl"]}""", "option 'localModelMix' is \"mpl\" (did you mean mlp?)")]
    [InlineData("""{"localModelMix":"ridge"}""", "it must be a list of names")]
    [InlineData("""{"localModelMix":[]}""", "it must be a list of names")]
    [InlineData("""{"localModelMix":["ridge"],"localModel":"ridge"}""", "exclude each other")]
    [InlineData("""{"localLossMix":["l1"],"localLoss":"l1"}""", "exclude each other")]
    [InlineData("""{"localModelMix":["mlp","ridge"],"deepModelSharing":true}""", "ridge has none")]
    [InlineData("""{"localModel":"mlp","localModels":{"org-1":"linear"},"deepModelSharing":true}""", "linear has none")]
    [InlineData("""{"batchSize":0}""", "it must be a whole number from 1")]
    [InlineData("""{"localLoss":"l3"}""", "it must be one of l1, l1.5, l2, l4")]
    [InlineData("""{"weights":7}""", "it must be one of reference, exact, uniform")]
    [InlineData("""{"privacyParameter":-1}""", "it must be a number from")]
    [InlineData("""{"noiseSigma":"much"}""", "it must be a number from 0")]
    [InlineData("""{"noiseMode":"data","noiseSigma":1}""", "noiseSigma is for noiseMode output")]
    [InlineData("""{"quorum":0}""", "it must be a whole number from 1")]
    [InlineData("""{"quorum":1.5}""", "it must be a whole number from 1")]
    [InlineData("""{"deepModelSharing":1}""", "it must be true or false")]
    [InlineData("""{"deepModelSharing":true}""", "needs a network with an extractor")]
    [InlineData("""{"privacy":"ip","privacyParameter":1.5}""", "must be whole")]
    [InlineData("""{"lateness":"buffer"}""", "gal knows drop and carryOver")]
    [InlineData("""{"localModels":"ridge"}""", "must be an object of organizations")]
    [InlineData("""{"rate":"search","rate":"fixed"}""", "is given twice")]
    [InlineData("[]", "must be one JSON object")]
    [InlineData("", "are not JSON")]
    [InlineData("{", "are not JSON")]
    public void What_does_not_fit_is_refused_in_one_line(string json, string reason)
    {
        var message = Should.Throw<MethodException>(() => GalOptions.Parse(json)).Message;
        message.ShouldContain(reason);
        message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("""{"localModels":{"org-9":"ridge"}}""")]
    [InlineData("""{"quorum":4}""")]
    [InlineData("""{"localModelMix":["ridge","ridge","mlp","mlp"]}""")]
    [InlineData("""{"localLossMix":["l1","l1","l2","l2"]}""")]
    public void Options_that_do_not_fit_the_organizations_are_refused(string json) =>
        Should.Throw<MethodException>(() => new GalMethod().Check(new Cohort(3).Setup(json)));

    [Fact]
    public void A_collaboration_needs_its_sponsor_its_rounds_and_its_order()
    {
        var setup = new Cohort(2).Setup();
        Should.Throw<MethodException>(() => new GalMethod().Check(setup with { Sponsor = null }));
        Should.Throw<MethodException>(() => new GalMethod().Check(setup with { Sponsor = "org-7" }));
        Should.Throw<MethodException>(() => new GalMethod().Check(setup with { Rounds = 0 }));
        Should.Throw<MethodException>(() => new GalMethod().Check(setup with { Organizations = ["org-2", "org-1"] }));
    }

    private static OrganizationChoices Choices(GalOptions options, int organizations) => new(options, Names(organizations));

    private static string[] Names(int organizations) => [.. Enumerable.Range(1, organizations).Select(number => $"org-{number}")];
}
