using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Testing;

namespace EventCollab.OrgAgent.Tests;

public sealed class SponsorTests
{
    [Fact]
    public async Task The_sponsor_plans_and_combines_and_its_labels_decide()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();

        await PlanAsync(scene, 1, null);
        var (planned, plan) = await scene.Sender.NextAsync<RoundPlanned>();
        await CombineAsync(scene, planned.State, await AcceptAsync(scene, AgentScene.Bank, 1), await AcceptAsync(scene, AgentScene.Clinic, 2));
        var (combined, report) = await scene.Sender.NextAsync<RoundCombined>();
        await PlanAsync(scene, 2, combined.State);

        // The first label is 100: broadcast 100, then 100 + 1 + 2.
        AgentScene.Value(plan).ShouldBe(100);
        AgentScene.Value((await scene.Sender.NextAsync<RoundPlanned>()).Sent).ShouldBe(103);
        (plan.Destination, report.Destination).ShouldBe(("t-hub-intake", "t-hub"));
        plan.Id.ShouldNotBe(report.Id);
        report.Id.ShouldBe(new ContributionKey(scene.Collaboration, 1, 0, AgentScene.Bank).MessageId($"RoundCombined:{combined.State.Hash}"));
        var text = scene.DepartureText;
        text.ShouldContain($"sends broadcast of round 1 for collaboration {scene.Collaboration} to bank, clinic: tensors residual [1] float64, 8 bytes");
        text.ShouldContain("sends report of round 1");
        text.ShouldContain("loss 2 to 1, mad 3, rate 1, weights clinic 1; the coordinator's state and the labels stay here");
    }

    [Fact]
    public async Task A_plan_that_is_asked_for_again_is_sent_again_and_not_made_again()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();
        await PlanAsync(scene, 1, null);
        var first = (await scene.Sender.NextAsync<RoundPlanned>()).Sent;

        await PlanAsync(scene, 1, null);
        var second = (await scene.Sender.NextAsync<RoundPlanned>()).Sent;
        await scene.RestartAsync();
        await PlanAsync(scene, 1, null);
        var third = (await scene.Sender.NextAsync<RoundPlanned>()).Sent;

        new[] { second.Id, third.Id }.ShouldBe([first.Id, first.Id]);
        third.Bytes.ShouldBe(first.Bytes);
        scene.Method.Plans.ShouldBe(1);
    }

    [Fact]
    public async Task Coordination_goes_on_after_a_restart_from_the_state_on_disk()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();
        await PlanAsync(scene, 1, null);
        var planned = (await scene.Sender.NextAsync<RoundPlanned>()).Message;
        await scene.KillAsync();
        scene.Open();
        await CombineAsync(scene, planned.State, await AcceptAsync(scene, AgentScene.Clinic, 7));

        await scene.RestartAsync();

        // The plan may not have been marked as announced before the kill; then it comes first once more.
        var (combined, _) = await NextCombinedAsync(scene);
        await PlanAsync(scene, 2, combined.State);
        AgentScene.Value((await scene.Sender.NextAsync<RoundPlanned>()).Sent).ShouldBe(107);
    }

    [Fact]
    public async Task Contributions_that_are_still_on_the_way_are_waited_for()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();
        await PlanAsync(scene, 1, null);
        var state = (await scene.Sender.NextAsync<RoundPlanned>()).Message.State;
        var (descriptor, bytes) = TensorPayload.Encode(scene.Method.Vector("fit", 2));
        await CombineAsync(scene, state, new AcceptedContribution { Organization = AgentScene.Clinic, Payload = descriptor, Round = 1 });

        await scene.DeliverAsync(scene.Opened(1));
        await scene.Sender.NextAsync<ContributionReceived>();
        await scene.Agent.Payloads.PutAsync(descriptor.Hash, bytes, CancellationToken.None);

        await scene.Sender.NextAsync<RoundCombined>();
    }

    [Fact]
    public async Task A_step_whose_contributions_never_come_is_told_with_its_reason()
    {
        var time = new ManualTime();
        await using var scene = new AgentScene { Organization = AgentScene.Bank, Time = time };
        await scene.StartJoinedAsync();
        await PlanAsync(scene, 1, null);
        var state = (await scene.Sender.NextAsync<RoundPlanned>()).Message.State;
        var (descriptor, _) = TensorPayload.Encode(scene.Method.Vector("fit", 2));

        await CombineAsync(scene, state, new AcceptedContribution { Organization = AgentScene.Clinic, Payload = descriptor, Round = 1 });
        await time.UntilTimerAsync(time.GetUtcNow() + TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(10));

        var (failed, _) = await scene.Sender.NextAsync<CoordinationFailed>();
        (failed.Round, failed.Reason).ShouldBe((1, $"The parts of payload {descriptor.Hash} did not come within 00:10:00."));
    }

    [Fact]
    public async Task Terms_that_were_not_agreed_to_are_never_coordinated_with()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();

        await PlanAsync(scene, 1, null, scene.Terms with { Options = """{"privacy":"none"}""" });
        await PlanAsync(scene, 1, null, scene.Terms with { Sponsor = AgentScene.Clinic });
        await scene.DeliverAsync(scene.Opened(1));

        await scene.Sender.NextAsync<ContributionReceived>();
        scene.Method.Plans.ShouldBe(0);
    }

    [Fact]
    public async Task An_organization_that_is_not_the_sponsor_coordinates_nothing()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();

        await PlanAsync(scene, 1, null);
        await scene.DeliverAsync(scene.Opened(1));

        await scene.Sender.NextAsync<ContributionReceived>();
        scene.Method.Plans.ShouldBe(0);
    }

    [Fact]
    public async Task A_step_that_cannot_be_combined_is_told_with_its_reason()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();
        var missing = new PayloadDescriptor { Hash = ContentHash.Of([1]), Length = 8, Codec = PayloadDescriptor.RawCodec, Tensors = [] };

        await PlanAsync(scene, 2, missing);

        (await scene.Sender.NextAsync<CoordinationFailed>()).Message.Reason.ShouldContain("is not in its payload store");
    }

    [Fact]
    public async Task The_final_state_stays_at_the_sponsor_when_everything_else_goes()
    {
        await using var scene = new AgentScene { Organization = AgentScene.Bank };
        await scene.StartJoinedAsync();
        await PlanAsync(scene, 3, null);
        var state = (await scene.Sender.NextAsync<RoundPlanned>()).Message.State;
        var combine = await AcceptAsync(scene, AgentScene.Clinic, 1);
        await CombineAsync(scene, state, 3, combine);
        var final = (await scene.Sender.NextAsync<RoundCombined>()).Message.State.Hash;

        await scene.Agent.Intake.OnEndedAsync(
            new CollaborationEnded { Collaboration = scene.Collaboration, State = "Completed", FinalHash = final }, CancellationToken.None);
        await scene.RestartAsync();
        await scene.RestartAsync();

        scene.PayloadFiles.ShouldBe([final.ToString()]);
        scene.Agent.StandingIn(scene.Collaboration)!.FinalHash.ShouldBe(final);
    }

    private static Task PlanAsync(AgentScene scene, int round, PayloadDescriptor? state, Terms? terms = null) => scene.Agent.Intake.OnPlanAsync(
        new PlanRound
        {
            Collaboration = scene.Collaboration,
            Round = round,
            Step = 0,
            Terms = terms ?? scene.Terms,
            Members = [AgentScene.Bank, AgentScene.Clinic],
            State = state,
        },
        CancellationToken.None);

    private static Task CombineAsync(AgentScene scene, PayloadDescriptor state, params AcceptedContribution[] accepted) => CombineAsync(scene, state, 1, accepted);

    private static Task CombineAsync(AgentScene scene, PayloadDescriptor state, int round, params AcceptedContribution[] accepted) => scene.Agent.Intake.OnCombineAsync(
        new CombineRound { Collaboration = scene.Collaboration, Round = round, Step = 0, Terms = scene.Terms, State = state, Accepted = accepted },
        CancellationToken.None);

    private static async Task<AcceptedContribution> AcceptAsync(AgentScene scene, OrganizationId organization, double value)
    {
        var (descriptor, bytes) = TensorPayload.Encode(scene.Method.Vector("fit", value));
        await scene.Agent.Payloads.PutAsync(descriptor.Hash, bytes, CancellationToken.None);
        return new AcceptedContribution { Organization = organization, Payload = descriptor, Round = 1 };
    }

    private static async Task<(RoundCombined Message, RecordingSender.Sent Sent)> NextCombinedAsync(AgentScene scene)
    {
        var (message, sent) = await scene.Sender.NextAsync<ICollaborationMessage>();
        return message is RoundCombined combined ? (combined, sent) : await scene.Sender.NextAsync<RoundCombined>();
    }
}
