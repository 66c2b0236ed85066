using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Orchestrator.Tests.Scene;

namespace EventCollab.Orchestrator.Tests;

public sealed class SagaTests
{
    [Fact]
    public async Task Other_bytes_for_the_same_task_are_a_conflict_and_the_first_count()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Acts = m => m is not RoundOpened;
        scene.C.Sends = contribution => [contribution, contribution with { Payload = ScriptedOrganization.Vector(9, 9, 9, 9) }, contribution];
        await scene.SubmitAsync(rounds: 1);
        var view = await scene.UntilAsync(v => v.Refusals.Count == 2);
        view.Refusals.Select(r => r.Reason).ShouldBe([RefusalReason.Conflict, RefusalReason.Duplicate], ignoreOrder: true);
        await scene.B.SendAsync(scene.B.Contribute(scene.B.Received.All<RoundOpened>()[0]));
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(2));

        // The copy is recorded for the operator; only the conflict is held against the sender.
        (await scene.ViewAsync()).Organizations.Single(o => o.Id == scene.C.Id).Refused.ShouldBe(1);
        scene.C.Received.All<ContributionRefused>().ShouldAllBe(m => m.Reason == RefusalReason.Conflict);
    }

    [Fact]
    public async Task Copies_and_foreign_rounds_give_the_same_final_hash_as_an_undisturbed_run()
    {
        await using var scene = await HubScene.StartAsync();
        foreach (var organization in scene.Organizations)
        {
            organization.Sends = c => [c with { Round = c.Round + 5 }, c with { Step = 3 }, c, c, c with { Round = c.Round - 1 }];
        }

        await scene.SubmitAsync(rounds: 3);
        var view = await scene.UntilAsync("Completed");
        view.FinalHash.ShouldBe(RoundTripTests.HashOf(6));
        var told = await scene.B.Received.UntilAsync<ContributionRefused>();
        told.Organization.ShouldBe(scene.B.Id);
    }

    [Fact]
    public async Task A_late_contribution_is_refused_under_drop_and_the_sender_is_told()
    {
        await using var scene = await HubScene.StartAsync();
        ContributionReceived? kept = null;
        scene.C.Sends = c => c.Round == 1 ? Keep(c, out kept, send: false) : [kept!, c];
        await scene.SubmitAsync(rounds: 2, new MeanOptions { Quorum = 2, DeadlineSeconds = 60 });
        await PassDeadlineAsync(scene, round: 1);
        var view = await scene.UntilAsync("Completed");

        // (1 + 2) / 2 = 1.5, then the mean of 2.5, 3.5, 4.5.
        view.Rounds.Select(r => r.Report.Loss).ShouldBe([1.5, 3.5]);
        view.Refusals.ShouldContain(r => r.Organization == scene.C.Id && r.Round == 1 && r.Reason == RefusalReason.Late);
        (await scene.C.Received.UntilAsync<ContributionRefused>()).Reason.ShouldBe(RefusalReason.Late);
        var c = view.Organizations.Single(o => o.Id == scene.C.Id);
        (c.Late, c.Refused).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_late_contribution_is_carried_over_with_its_own_round()
    {
        await using var scene = await HubScene.StartAsync();
        ContributionReceived? kept = null;
        scene.C.Sends = c => c.Round == 1 ? Keep(c, out kept, send: false) : [kept!, c];
        await scene.SubmitAsync(rounds: 2, new MeanOptions { Quorum = 2, DeadlineSeconds = 60, Lateness = Learning.Lateness.CarryOver });
        await PassDeadlineAsync(scene, round: 1);
        var view = await scene.UntilAsync("Completed");

        // Round 2 has four columns: 2.5, 3.5, c's late 3 and c's own 4.5.
        view.Rounds[1].Report.Loss.ShouldBe((2.5 + 3.5 + 3 + 4.5) / 4);
        view.Refusals.ShouldBeEmpty();
        view.Rounds[0].Late.ShouldBe(1);
        scene.A.Received.All<CombineRound>().Single(m => m.Round == 2).Accepted.Select(a => a.Round).ShouldBe([2, 2, 1, 2]);
    }

    [Fact]
    public async Task An_organization_that_never_answers_does_not_stop_the_collaboration()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 3, new MeanOptions { Quorum = 2, DeadlineSeconds = 60 });
        foreach (var round in new[] { 1, 2, 3 })
        {
            await PassDeadlineAsync(scene, round);
        }

        var view = await scene.UntilAsync("Completed");
        view.Rounds.Count.ShouldBe(3);
        view.Organizations.Single(o => o.Id == scene.C.Id).Weight.ShouldBe(0);
        scene.A.Received.All<CombineRound>().ShouldAllBe(m => m.Missing.Single() == scene.C.Id);
    }

    [Fact]
    public async Task Without_a_quorum_the_deadline_is_extended_and_at_last_the_collaboration_fails_naming_who_is_missing()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 1, new MeanOptions { DeadlineSeconds = 60 });
        var start = (await scene.UntilAsync(v => v.Awaited is ["c"] && v.State == "RoundOpen")).Since;
        foreach (var minutes in new[] { 1, 3, 7, 15 })
        {
            var due = start + TimeSpan.FromMinutes(minutes);
            await scene.UntilAsync(v => v.Deadline == due);
            await scene.PassAsync(due);
        }

        var view = await scene.UntilAsync("Failed");
        view.Reason.ShouldBe("No quorum in time: round 1 step 0: 2 of 3 contributed, quorum 3, no contribution from c.");
        (await scene.B.Received.UntilAsync<CollaborationEnded>()).Reason.ShouldBe(view.Reason);
    }

    [Fact]
    public async Task Withdrawal_of_the_last_outstanding_organization_closes_the_round_at_once()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 2);
        await scene.UntilAsync(v => v.Awaited is ["c"] && v.State == "RoundOpen");
        await scene.C.SendToHubAsync(new OrganizationWithdrew { Collaboration = scene.Id, Organization = scene.C.Id, Reason = "budget" });
        var view = await scene.UntilAsync("Completed");

        // Means of 1 and 2, twice.
        view.FinalHash.ShouldBe(RoundTripTests.HashOf(3));
        view.Organizations.Single(o => o.Id == scene.C.Id).Standing.ShouldBe("Withdrew");
    }

    [Fact]
    public async Task Withdrawal_of_the_sponsor_fails_the_collaboration_with_its_reason()
    {
        await using var scene = await HubScene.StartAsync();
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync();
        await scene.UntilAsync("RoundOpen");
        await scene.A.SendToHubAsync(new OrganizationWithdrew { Collaboration = scene.Id, Organization = scene.A.Id, Reason = "merger" });
        (await scene.UntilAsync("Failed")).Reason.ShouldContain("a (the sponsor) withdrew: merger");
    }

    [Fact]
    public async Task A_coordinator_that_converges_ends_the_collaboration_early()
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 9, new MeanOptions { ConvergesInRound = 2 });
        var view = await scene.UntilAsync(v => v.IsOver);
        view.State.ShouldBe("Converged");
        view.FinalHash.ShouldBe(RoundTripTests.HashOf(4));
    }

    [Theory]
    [InlineData(HubScene.BySponsor)]
    [InlineData(HubScene.ByHub)]
    public async Task A_coordinator_that_fails_ends_the_collaboration_with_its_reason(string method)
    {
        await using var scene = await HubScene.StartAsync();
        await scene.SubmitAsync(rounds: 3, new MeanOptions { FailsInRound = 2 }, method);
        (await scene.UntilAsync("Failed")).Reason.ShouldBe("The coordinator failed in round 2 step 0: This round cannot be combined.");
    }

    internal static async Task PassDeadlineAsync(HubScene scene, int round)
    {
        var view = await scene.UntilAsync(v => v.State == "RoundOpen" && v.Round == round && v.Awaited is ["c"]);
        await scene.PassAsync(view.Deadline!.Value);
    }

    private static IEnumerable<ContributionReceived> Keep(ContributionReceived contribution, out ContributionReceived? kept, bool send = true)
    {
        kept = contribution;
        return send ? [contribution] : [];
    }
}
