using EventCollab.Contracts.Messages;
using EventCollab.EndToEnd.Interposed;

namespace EventCollab.EndToEnd.Pipeline;

public sealed class SilentOrganizationTests
{
    /// <summary>Check S4 of the method: it joins, and then nothing is ever heard of it.</summary>
    [Fact]
    public async Task One_that_never_answers_holds_nobody_up_and_gets_nothing()
    {
        const int rounds = 4;
        using var table = TestTable.Write("wine");
        await using var pipeline = new Pipeline(table, 4)
        {
            Between = (name, sender) => name == "org-3" ? new DroppingSender(sender, message => message is ContributionReceived) : sender,
        };
        var setup = pipeline.Setup(rounds, """{"localModel":"ridge","quorum":3,"deadlineSeconds":0.5}""");

        var end = await pipeline.RunAsync(setup);

        end.ShouldHaveCompleted(rounds);
        end.Rounds.ShouldAllBe(round => round.Report.Weights.All(weight => weight.Organization.Value != "org-3"));
        var silent = end.Organizations.Single(organization => organization.Id.Value == "org-3");
        silent.Weight.ShouldBe(0);
        silent.Score.ShouldBe(0);
        $"{end.FinalHash}".ShouldBe(pipeline.Loop(setup, (_, organization) => organization == "org-3").FinalHash());
    }
}
