using EventCollab.Learning;
using EventCollab.Orchestrator.Views;

namespace EventCollab.EndToEnd.Processes;

/// <summary>The services as processes of their own, killed with signal 9 in the middle of a collaboration.</summary>
public sealed class SeparateProcessTests(ConsortiumFixture fixture)
{
    private const int Rounds = 6;

    /// <summary>Long enough rounds to be hit in their middle.</summary>
    private static readonly string[] Options = ["--local-model", "linear", "--epochs", "400"];

    [Fact]
    public async Task Hub_and_agents_as_processes_end_in_the_hash_of_one_process()
    {
        var consortium = await fixture.RunningAsync();

        var id = await consortium.SubmitAsync(Rounds, Options);
        var end = await consortium.WaitForEndAsync(id);

        await ShouldBeUndisturbedAsync(end);
        (await File.ReadAllTextAsync(consortium.PathOf("org-2", "what-leaves-the-building.log"))).ShouldContain($"contribution of round {Rounds} for collaboration {id}");
    }

    [Fact]
    public async Task Services_that_are_asked_to_end_do_so_in_order()
    {
        var consortium = await fixture.RunningAsync();

        foreach (var service in Consortium.All)
        {
            (await consortium.TerminateAsync(service)).ExitCode.ShouldBe(0, service);
        }
    }

    [Theory]
    [InlineData(Consortium.Hub)]
    [InlineData(Consortium.Rewards)]
    [InlineData("org-3")]
    public async Task A_second_process_on_the_folder_of_a_running_one_is_refused(string service)
    {
        var consortium = await fixture.RunningAsync();

        var second = await EventCollabProgram.RunAsync(consortium.Arguments(service));

        second.ShouldFailWithOneLine("another service runs on this folder");
    }

    [Theory]
    [InlineData(Consortium.Hub)]
    [InlineData("org-3")]
    [InlineData(Consortium.Sponsor)]
    public async Task One_killed_while_a_round_is_open_goes_on_where_it_was(string service)
    {
        var consortium = await fixture.RunningAsync();
        var id = await consortium.SubmitAsync(Rounds, Options);

        foreach (var round in new[] { 2, 4 })
        {
            await consortium.WaitForAsync(id, view => view.State == "RoundOpen" && view.Round == round);
            await consortium.KillAsync(service);
            await consortium.StartAsync(service);
        }

        await ShouldBeUndisturbedAsync(await consortium.WaitForEndAsync(id));
    }

    [Theory]
    [InlineData(Consortium.Hub)]
    [InlineData(Consortium.Sponsor)]
    public async Task One_killed_while_the_sponsor_plans_or_combines_goes_on_where_it_was(string service)
    {
        var consortium = await fixture.RunningAsync();
        var id = await consortium.SubmitAsync(Rounds, Options);

        await consortium.WaitForAsync(id, view => view.State is "Combining" or "Planning" && view.Round >= 2);
        await consortium.KillAsync(service);
        await consortium.StartAsync(service);

        await ShouldBeUndisturbedAsync(await consortium.WaitForEndAsync(id));
    }

    [Fact]
    public async Task Rewards_killed_early_hold_nobody_up_and_score_every_round_once_when_they_are_back()
    {
        var consortium = await fixture.RunningAsync();
        var id = await consortium.SubmitAsync(Rounds, Options);

        await consortium.WaitForAsync(id, view => view.Round == 2);
        await consortium.KillAsync(Consortium.Rewards);
        await ShouldBeUndisturbedAsync(await consortium.WaitForEndAsync(id));
        await consortium.StartAsync(Consortium.Rewards);
        for (var round = 1; round <= Rounds; round++)
        {
            await consortium.WaitForLineAsync("org-4", line => line.Contains($"Reward for round {round} of collaboration {id}", StringComparison.Ordinal));
        }

        // GAL's scores of a round add up to its decrease of the loss, so those of all rounds to the whole decrease; a
        // round that was scored twice would be too much.
        var end = await consortium.AskUntilAsync(id, view => Math.Abs(Scored(view) - Decrease(view)) < 1e-9);
        Scored(end).ShouldBe(Decrease(end), 1e-9);
    }

    [Fact]
    public async Task The_broker_killed_while_a_round_is_open_loses_nothing()
    {
        var consortium = await fixture.RunningAsync();
        var id = await consortium.SubmitAsync(Rounds, Options);

        await consortium.WaitForAsync(id, view => view.State == "RoundOpen" && view.Round == 3);
        await fixture.Broker.KillAsync();
        await fixture.Broker.StartAgainAsync(TestContext.Current.CancellationToken);

        await ShouldBeUndisturbedAsync(await consortium.WaitForEndAsync(id));
    }

    [Fact]
    public async Task Everything_killed_at_once_goes_on_where_it_was()
    {
        var consortium = await fixture.RunningAsync();
        var id = await consortium.SubmitAsync(Rounds, Options);

        await consortium.WaitForAsync(id, view => view.State == "RoundOpen" && view.Round == 3);
        await Task.WhenAll(Consortium.All.Select(consortium.KillAsync).Append(fixture.Broker.KillAsync()));
        await fixture.RunningAsync();

        await ShouldBeUndisturbedAsync(await consortium.WaitForEndAsync(id));
    }

    private static double Scored(CollaborationView view) => view.Organizations.Sum(organization => organization.Score);

    private static double Decrease(CollaborationView view) => view.Rounds[0].Report.LossBefore - view.Rounds[^1].Report.Loss;

    private async Task ShouldBeUndisturbedAsync(CollaborationView end)
    {
        end.State.ShouldBe("Completed", end.Reason);
        end.Rounds.Count.ShouldBe(Rounds);
        await using var pipeline = new Pipeline.Pipeline(fixture.Table, Consortium.Size);
        $"{end.FinalHash}".ShouldBe(pipeline.Loop(pipeline.Setup(Rounds, """{"localModel":"linear","epochs":400}""")).FinalHash());
    }
}
