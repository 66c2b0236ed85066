using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Orchestrator.Tests.Scene;

namespace EventCollab.Orchestrator.Tests;

public sealed class OperatorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_paused_contributions_are_judged_and_nothing_is_opened_until_it_is_resumed()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 2);
        var task = await scene.C.Received.UntilAsync<RoundOpened>();
        await scene.UntilAsync(v => v.State == "RoundOpen" && v.Awaited is ["c"]);
        await scene.Hub.PauseAsync(scene.Id, Cancellation);
        await scene.UntilAsync("Paused");
        await scene.C.SendAsync(scene.C.Contribute(task));
        var paused = await scene.UntilAsync(v => v.Organizations.Single(o => o.Id == scene.C.Id).BytesOut > 0);
        paused.State.ShouldBe("Paused");
        scene.C.Acts = _ => true;
        await scene.Hub.ResumeAsync(scene.Id, Cancellation);
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(4));
    }

    [Fact]
    public async Task A_pause_does_not_count_towards_a_deadline_and_a_withdrawal_in_it_costs_no_extension()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Acts = scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 1, new MeanOptions { Quorum = 3, DeadlineSeconds = 60 });
        var task = await scene.B.Received.UntilAsync<RoundOpened>();
        await scene.UntilAsync(v => v.State == "RoundOpen" && v.Awaited is ["b", "c"]);
        var deadline = (await scene.ViewAsync()).Deadline!.Value;
        await scene.PausedAsync();
        scene.Time.Advance(TimeSpan.FromHours(1));
        await scene.C.SendToHubAsync(new OrganizationWithdrew { Collaboration = scene.Id, Organization = scene.C.Id, Reason = "budget" });
        var paused = await scene.UntilAsync(v => v.Organizations.Single(o => o.Id == scene.C.Id).Standing == "Withdrew");
        (paused.State, paused.Reason).ShouldBe(("Paused", ""));
        await scene.Hub.ResumeAsync(scene.Id, Cancellation);
        var resumed = await scene.UntilAsync("RoundOpen");
        (resumed.Deadline, resumed.Reason).ShouldBe((deadline + TimeSpan.FromHours(1), ""));
        await scene.B.SendAsync(scene.B.Contribute(task));
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(1.5f));
    }

    [Fact]
    public async Task A_plan_and_an_outcome_that_come_while_paused_are_taken_and_acted_upon_when_resumed()
    {
        await using var scene = await HubScene.StartAsync();
        scene.A.Acts = m => m is not (PlanRound or CombineRound);
        await scene.SubmitAsync(rounds: 2);
        await scene.A.Received.UntilAsync<PlanRound>();
        await scene.PausedAsync();
        var plan = scene.A.Received.All<PlanRound>()[0];
        await scene.A.CoordinateAsync(plan);
        await scene.Hub.ResumeAsync(scene.Id, Cancellation);
        var combine = await scene.A.Received.UntilAsync<CombineRound>();
        await scene.PausedAsync();
        await scene.A.CoordinateAsync(combine);
        var view = await scene.UntilAsync(v => v.Rounds.Count == 1);
        view.State.ShouldBe("Paused");
        scene.A.Received.All<PlanRound>().ShouldAllBe(m => m.Round == 1);
        scene.A.Acts = _ => true;
        await scene.Hub.ResumeAsync(scene.Id, Cancellation);
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(4));
    }

    [Fact]
    public async Task Recruiting_goes_on_where_it_was_after_a_pause()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Acts = m => m is not OrganizationInvited;
        await scene.SubmitAsync(rounds: 1);
        await scene.UntilAsync(v => v.Awaited is ["b"]);
        await scene.PausedAsync();
        scene.B.Acts = _ => true;
        await scene.Hub.ResumeAsync(scene.Id, Cancellation);
        await scene.UntilAsync("Completed");
    }

    [Fact]
    public async Task Who_answers_the_invitation_after_recruiting_does_not_slip_in_through_a_pause()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not OrganizationInvited;
        scene.B.Acts = m => m is not RoundOpened;
        var submitted = await scene.SubmitAsync(rounds: 2, minimum: 2);
        await scene.UntilAsync(v => v.Awaited is ["c"]);
        await scene.PassAsync(submitted.SubmittedAt + TimeSpan.FromMinutes(5));
        var task = await scene.B.Received.UntilAsync<RoundOpened>();
        await scene.PausedAsync();
        await scene.C.SendToHubAsync(new OrganizationJoined { Collaboration = scene.Id, Organization = scene.C.Id });
        scene.B.Acts = _ => true;
        await scene.B.SendAsync(scene.B.Contribute(task));
        await scene.Hub.ResumeAsync(scene.Id, Cancellation);

        // 1.5 a round: the mean of a's 1 and b's 2.
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(3));
        scene.A.Received.All<PlanRound>().ShouldAllBe(m => m.Members.Count == 2);
    }

    [Fact]
    public async Task An_outcome_whose_loss_is_no_number_is_recorded_and_ends_the_step()
    {
        await using var scene = await HubScene.StartAsync();
        scene.A.Acts = m => m is not CombineRound;
        await scene.SubmitAsync(rounds: 1);
        await CombineAsync(scene, new RoundReport { LossBefore = double.PositiveInfinity, Loss = double.NaN });
        (await scene.UntilAsync("Completed")).Rounds.Single().Report.Loss.ShouldBe(double.NaN);
    }

    [Fact]
    public async Task An_outcome_that_weighs_an_organization_twice_fails_in_one_line_because_it_could_never_be_scored()
    {
        await using var scene = await HubScene.StartAsync();
        scene.A.Acts = m => m is not CombineRound;
        await scene.SubmitAsync(rounds: 1);
        var weight = new OrganizationWeight { Organization = scene.B.Id, Value = 0.5 };
        await CombineAsync(scene, new RoundReport { Weights = [weight, weight] });
        (await scene.UntilAsync("Failed")).Reason.ShouldBe("Combining round 1 step 0: The report weighs an organization twice.");
    }

    [Fact]
    public async Task A_cancelled_collaboration_is_over_and_what_still_comes_is_refused_as_late()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync();
        var task = await scene.C.Received.UntilAsync<RoundOpened>();
        await scene.Hub.CancelAsync(scene.Id, "wrong table", Cancellation);
        var view = await scene.UntilAsync("Cancelled");
        view.Reason.ShouldBe("wrong table");
        view.FinalHash.ShouldBeNull();
        await scene.C.SendAsync(scene.C.Contribute(task));
        (await scene.C.Received.UntilAsync<ContributionRefused>()).Reason.ShouldBe(RefusalReason.Late);
        (await Should.ThrowAsync<HubException>(() => scene.Hub.PauseAsync(scene.Id, Cancellation))).Error.ShouldBe(HubError.Conflict);
    }

    [Fact]
    public async Task Recruiting_goes_on_without_who_declines_where_enough_joined()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Declines = true;
        await scene.SubmitAsync(rounds: 1, minimum: 2);
        var view = await scene.UntilAsync("Completed");
        view.FinalHash.ShouldBe(RoundTripTests.HashOf(1.5f));
        view.Organizations.Single(o => o.Id == scene.C.Id).Reason.ShouldBe("no data");
    }

    [Fact]
    public async Task At_the_recruiting_deadline_too_few_fail_the_collaboration_and_enough_begin_it()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not OrganizationInvited;
        var submitted = await scene.SubmitAsync(minimum: 3, recruiting: TimeSpan.FromMinutes(5));
        await scene.UntilAsync(v => v.Awaited is ["c"]);
        await scene.PassAsync(submitted.SubmittedAt + TimeSpan.FromMinutes(5));
        (await scene.UntilAsync("Failed")).Reason.ShouldBe("Recruiting: 2 of 3 needed organizations take part; no answer from c.");
    }

    [Fact]
    public async Task Scores_are_added_up_once_each_and_shown_with_the_shares()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 2);
        await scene.UntilAsync("Completed");
        await scene.Hub.WhenScoredAsync(scene.Id, Cancellation).WaitAsync(HubScene.Patience);
        var b = (await scene.ViewAsync()).Organizations.Single(o => o.Id == scene.B.Id);

        // 0.5 a round; broadcasts and contributions are four float32 each.
        (b.Score, b.Share, b.Weight).ShouldBe((1.0, 1.0 / 3, 1.0 / 3));
        (b.BytesIn, b.BytesOut).ShouldBe((32, 32));

        // The sponsor also sends the broadcasts and receives the contributions of the two others.
        var a = (await scene.ViewAsync()).Organizations.Single(o => o.Id == scene.A.Id);
        (a.BytesIn, a.BytesOut).ShouldBe((32 + 64, 32 + 32));
    }

    [Fact]
    public async Task What_cannot_work_is_refused_before_anyone_is_invited()
    {
        await using var scene = await HubScene.StartAsync();
        async Task RefusedAsync(HubError error, Func<Task> act) => (await Should.ThrowAsync<HubException>(act)).Error.ShouldBe(error);

        await RefusedAsync(HubError.Invalid, () => scene.SubmitAsync(method: "unheard-of"));
        await RefusedAsync(HubError.Invalid, () => scene.SubmitAsync(minimum: 4));
        await RefusedAsync(HubError.Invalid, () => scene.SubmitAsync(recruiting: TimeSpan.Zero));
        await RefusedAsync(HubError.NotFound, () => scene.Hub.PauseAsync(CollaborationId.New(), Cancellation));
        await scene.SubmitAsync(rounds: 1);
        await RefusedAsync(HubError.Conflict, () => scene.SubmitAsync(rounds: 1));
    }

    /// <summary>The sponsor ends the first round with this report.</summary>
    private static async Task CombineAsync(HubScene scene, RoundReport report)
    {
        var combine = await scene.A.Received.UntilAsync<CombineRound>();
        await scene.A.SendToHubAsync(new RoundCombined
        {
            Collaboration = scene.Id,
            Round = 1,
            Step = 0,
            Outcome = RoundOutcome.Completed,
            NextRound = 2,
            NextStep = 0,
            State = combine.State,
            Report = report,
        });
    }
}
