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
        options.LossOf("org-1", 1).ShouldBe(LocalLoss.L1);
        options.LossOf("org-1", 3).ShouldBe(LocalLoss.L2);
    }

    [Fact]
    public void Each_organization_can_choose_its_own_model_and_loss()
    {
        var options = GalOptions.Parse("""{"localModel":"ridge","localModels":{"org-2":"mlp"},"localLosses":{"org-2":"l1.5"}}""");
        options.ModelOf("org-1").ShouldBe(LocalModelKind.Ridge);
        options.ModelOf("org-2").ShouldBe(LocalModelKind.Mlp);
        options.LossOf("org-2", 1).ShouldBe(LocalLoss.L1_5);
    }

    [Fact]
    public void Written_out_options_read_back_the_same()
    {
        var json = GalOptions.Parse("""{"loss":"squared","localModels":{"org-2":"ridge"},"localLoss":"l4","quorum":3,"deadlineSeconds":2.5,"lateness":"carryOver"}""").ToJson();
        GalOptions.Parse(json).ToJson().ShouldBe(json);
        json.ShouldContain("\"weights\":\"reference\"");
        json.ShouldContain("\"localLoss\":\"l4\"");
    }

    [Theory]
    [InlineData("""{"localmodel":"ridge"}""", "there is no option 'localmodel'")]
    [InlineData("""{"localModel":"forest"}""", "it must be one of ridge, linear, mlp")]
    [InlineData("""{"localLoss":"l3"}""", "it must be one of l1, l1.5, l2, l4")]
    [InlineData("""{"weights":7}""", "it must be one of reference, exact, uniform")]
    [InlineData("""{"privacyParameter":-1}""", "it must be a number from")]
    [InlineData("""{"noiseSigma":"much"}""", "it must be a number from 0")]
    [InlineData("""{"noiseMode":"data","noiseSigma":1}""", "noiseSigma is for noiseMode output")]
    [InlineData("""{"quorum":0}""", "it must be a whole number from 1")]
    [InlineData("""{"quorum":1.5}""", "it must be a whole number from 1")]
    [InlineData("""{"deepModelSharing":1}""", "it must be true or false")]
    [InlineData("""{"deepModelSharing":true}""", "needs localModel mlp")]
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
}
