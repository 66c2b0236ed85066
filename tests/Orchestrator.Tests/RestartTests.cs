using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Tests.Scene;

namespace EventCollab.Orchestrator.Tests;

public sealed class RestartTests
{
    [Theory]
    [InlineData(HubScene.BySponsor)]
    [InlineData(HubScene.ByHub)]
    public async Task A_hub_that_is_restarted_in_every_step_ends_with_the_same_final_hash(string method)
    {
        await using var scene = await HubScene.StartAsync();
        await HeldAsync<OrganizationInvited>(scene, scene.B, () => scene.SubmitAsync(rounds: 2, method: method));
        for (var round = 1; round <= 2; round++)
        {
            var current = round;
            if (method == HubScene.BySponsor)
            {
                await HeldAsync<PlanRound>(scene, scene.A, m => m.Round == current);
            }

            await HeldAsync<RoundOpened>(scene, scene.C, m => m.Round == current);
            if (method == HubScene.BySponsor)
            {
                await HeldAsync<CombineRound>(scene, scene.A, m => m.Round == current);
            }
        }

        Release(scene);
        await scene.RestartAsync();
        var view = await scene.UntilAsync("Completed");
        view.FinalHash.ShouldBe(RoundTripTests.HashOf(4));
        view.Rounds.Select(r => r.Round).ShouldBe([1, 2]);
        view.Rounds.ShouldAllBe(r => r.Refused == 0);
    }

    [Fact]
    public async Task A_deadline_that_passed_while_the_hub_was_down_closes_the_round_after_the_restart()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 1, new MeanOptions { Quorum = 2, DeadlineSeconds = 60 });
        await scene.UntilAsync(v => v.State == "RoundOpen" && v.Awaited is ["c"]);
        await scene.RestartAsync(() => scene.Time.Advance(TimeSpan.FromMinutes(2)));
        await scene.PassAsync(scene.Time.GetUtcNow() + Orchestrator.Saga.Deadlines.Grace);
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(1.5f));
    }

    [Fact]
    public async Task A_contribution_that_waited_while_the_hub_was_down_counts_although_the_deadline_has_passed()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 1, new MeanOptions { Quorum = 2, DeadlineSeconds = 60 });
        await scene.UntilAsync(v => v.State == "RoundOpen" && v.Awaited is ["c"]);
        await scene.RestartAsync(() => scene.Time.Advance(TimeSpan.FromMinutes(2)));
        await scene.Time.UntilTimerAsync(scene.Time.GetUtcNow() + Orchestrator.Saga.Deadlines.Grace).WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
        await scene.C.SendAsync(scene.C.Contribute(await scene.C.Received.UntilAsync<RoundOpened>()));
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(2));
    }

    [Fact]
    public async Task A_finished_collaboration_stays_as_it_is_over_a_restart()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 1);
        var before = await scene.UntilAsync("Completed");
        await scene.RestartAsync();
        var after = await scene.ViewAsync();
        (after.State, after.FinalHash, after.Rounds.Count).ShouldBe((before.State, before.FinalHash, 1));
    }

    [Fact]
    public async Task An_end_that_a_killed_process_has_not_told_is_told_after_the_restart_and_no_more_once_it_is_let_go()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 1, recruiting: TimeSpan.FromHours(1));
        var view = await scene.UntilAsync("Completed");
        await scene.Hub.WhenScoredAsync(scene.Id, TestContext.Current.CancellationToken).WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
        await scene.C.Received.UntilAsync<CollaborationEnded>();
        scene.C.Received.Clear();
        await scene.RestartAsync();
        var told = await scene.C.Received.UntilAsync<CollaborationEnded>();
        (told.State, told.FinalHash).ShouldBe(("Completed", view.FinalHash));

        await scene.Hub.SettledAsync(TestContext.Current.CancellationToken);
        var letGo = scene.Hub.ChangedAsync(scene.Id, TestContext.Current.CancellationToken);
        await scene.PassAsync(view.EndedAt!.Value + Orchestrator.Saga.Ending.Afterglow);
        await letGo.WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
        await using var connection = new SqliteDialect(scene.Database, durable: false).Open();
        (await connection.UnfinishedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Scores_that_a_restart_has_lost_are_asked_for_again_while_paused()
    {
        await using var scene = await HubScene.StartAsync();
        scene.Rewards.IsSilent = true;
        scene.C.Acts = m => m is not RoundOpened { Round: 2 };
        await scene.SubmitAsync(rounds: 2);
        await scene.C.Received.UntilAsync<RoundOpened>(m => m.Round == 2);
        await scene.Rewards.Received.UntilAsync<ScoreRound>();
        await scene.PausedAsync();
        scene.Rewards.IsSilent = false;
        await scene.RestartAsync();
        (await scene.UntilAsync(v => v.ScoresAwaited == 0)).State.ShouldBe("Paused");
    }

    private static async Task HeldAsync<T>(HubScene scene, ScriptedOrganization at, Func<Task> begin)
        where T : class, ICollaborationMessage
    {
        at.Acts = m => m is not T;
        await begin();
        await at.Received.UntilAsync<T>();
        at.Acts = _ => true;
    }

    /// <summary>Holds a message at an organization, where it is lost with the process that has it, and restarts.</summary>
    private static async Task HeldAsync<T>(HubScene scene, ScriptedOrganization at, Func<T, bool> match)
        where T : class, ICollaborationMessage
    {
        Release(scene);
        at.Acts = m => m is not T message || !match(message);
        await scene.RestartAsync();
        try
        {
            await at.Received.UntilAsync(match);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{typeof(T).Name} never came to {at.Id}. {await scene.DescribeAsync()}");
        }
    }

    private static void Release(HubScene scene)
    {
        foreach (var organization in scene.Organizations)
        {
            organization.Acts = _ => true;
        }
    }
}
