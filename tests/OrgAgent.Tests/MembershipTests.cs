using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.OrgAgent.Tests;

public sealed class MembershipTests
{
    private static readonly OrganizationId Shop = new("shop");

    [Fact]
    public async Task An_invitation_is_answered_once_decided_and_again_when_it_is_repeated()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        scene.Agent.StandingIn(scene.Collaboration)!.Membership.ShouldBe(Membership.Joined);

        await scene.InviteAsync(scene.Terms);

        var (joined, sent) = await scene.Sender.NextAsync<OrganizationJoined>();
        joined.Organization.ShouldBe(AgentScene.Clinic);
        sent.Destination.ShouldBe("t-hub");
    }

    [Fact]
    public async Task Terms_of_an_unknown_method_are_declined() =>
        await DeclinesAsync(new AgentScene(), terms => terms with { Method = "../x\n" }, "There is no method '../x?'; there are fake.");

    [Fact]
    public async Task Terms_that_the_method_refuses_are_declined() =>
        await DeclinesAsync(new AgentScene { Method = new FakeMethod { RefusesTerms = "Option 'x' is unknown." } }, terms => terms, "Option 'x' is unknown.");

    [Fact]
    public async Task Data_that_do_not_suit_the_method_are_a_reason_to_decline() =>
        await DeclinesAsync(new AgentScene { Method = new FakeMethod { RefusesData = "Needs two columns." } }, terms => terms, "Needs two columns.");

    [Fact]
    public async Task What_a_failure_of_the_data_says_does_not_leave_with_the_refusal() =>
        await DeclinesAsync(
            new AgentScene { Method = new FakeMethod { FailsOnData = new InvalidDataException("/home/ward/labels.csv: 'positive' is no number.") } },
            terms => terms,
            "InvalidDataException, see the agent's log");

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_reason_to_decline_and_no_silence() =>
        await DeclinesAsync(
            new AgentScene { Method = new FakeMethod { FailsOnData = new OperationCanceledException() } },
            terms => terms,
            "OperationCanceledException, see the agent's log");

    [Fact]
    public async Task Terms_without_this_organization_are_declined() =>
        await DeclinesAsync(new AgentScene(), terms => terms with { Organizations = [AgentScene.Bank, Shop] }, "clinic is not among the organizations of the terms.");

    [Fact]
    public async Task A_sponsor_without_labels_declines() =>
        await DeclinesAsync(new AgentScene(), terms => terms with { Sponsor = AgentScene.Clinic }, "clinic is named as the sponsor but holds no labels.");

    [Fact]
    public async Task Terms_out_of_order_are_declined() =>
        await DeclinesAsync(new AgentScene(), terms => terms with { Organizations = [AgentScene.Clinic, AgentScene.Bank] }, "The organizations of a collaboration must be in ascending order, each named once.");

    [Fact]
    public async Task A_declined_collaboration_gets_no_work()
    {
        await using var scene = new AgentScene { Method = new FakeMethod { RefusesData = "No." } };
        await scene.StartAsync();
        await scene.InviteAsync(scene.Terms);
        await scene.Sender.NextAsync<OrganizationDeclined>();

        await scene.DeliverAsync(scene.Opened(1));
        await scene.InviteAsync(scene.Terms);

        await scene.Sender.NextAsync<OrganizationDeclined>();
        scene.Method.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task A_withdrawal_stops_what_is_trained_and_every_later_task_hears_of_it()
    {
        await using var scene = new AgentScene();
        var began = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        scene.Method.OnTraining = (_, token) =>
        {
            began.SetResult();
            token.WaitHandle.WaitOne();
            cancelled.SetResult();
            token.ThrowIfCancellationRequested();
        };
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        await began.Task;

        await scene.Agent.WithdrawAsync(scene.Collaboration, "The ethics board said no.", CancellationToken.None);

        await cancelled.Task;
        var (withdrew, sent) = await scene.Sender.NextAsync<OrganizationWithdrew>();
        (withdrew.Reason, sent.Destination).ShouldBe(("The ethics board said no.", "t-hub"));
        await scene.DeliverAsync(scene.Opened(2));
        (await scene.Sender.NextAsync<OrganizationWithdrew>()).Sent.Id.ShouldBe(sent.Id);
        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_withdrawal_outlives_a_restart_and_unfinished_tasks_do_not()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.KillAsync();
        scene.Open();
        await scene.DeliverAsync(scene.Opened(1));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            scene.Agent.WithdrawAsync(scene.Collaboration, "Enough.", new CancellationToken(canceled: true)));

        await scene.RestartAsync();

        (await scene.Sender.NextAsync<OrganizationWithdrew>()).Message.Reason.ShouldBe("Enough.");
        scene.Agent.StandingIn(scene.Collaboration)!.Membership.ShouldBe(Membership.Withdrawn);
        scene.Agent.StandingIn(scene.Collaboration)!.Reason.ShouldBe("Enough.");
        scene.Method.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_withdraws_from_what_they_never_joined()
    {
        await using var scene = new AgentScene();
        await scene.StartAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => scene.Agent.WithdrawAsync(scene.Collaboration, "No.", CancellationToken.None));
    }

    [Fact]
    public async Task A_failed_training_withdraws_with_the_reason_and_the_agent_works_on_for_others()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        scene.Method.OnTraining = (_, _) => throw new InvalidOperationException("singular matrix\nat line 7");

        await scene.DeliverAsync(scene.Opened(1));

        (await scene.Sender.NextAsync<OrganizationWithdrew>()).Message.Reason.ShouldBe("round 1: InvalidOperationException, see the agent's log");
        scene.Method.OnTraining = (_, _) => { };
        var other = CollaborationId.New();
        await scene.Agent.Intake.OnInvitedAsync(new OrganizationInvited { Collaboration = other, Terms = scene.Terms }, CancellationToken.None);
        await scene.Sender.NextAsync<OrganizationJoined>();
        await scene.DeliverAsync(scene.Opened(1, collaboration: other));
        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Collaboration.ShouldBe(other);
    }

    [Fact]
    public async Task What_was_not_asked_for_does_not_leave_the_building()
    {
        await using var scene = new AgentScene { Method = new FakeMethod { Leaks = true } };
        await scene.StartJoinedAsync();

        await scene.DeliverAsync(scene.Opened(1));

        (await scene.Sender.NextAsync<OrganizationWithdrew>()).Message.Reason
            .ShouldBe("round 1: The method's reply is not what was asked for. Expected fit [1] float64; got features [1] float64.");
        scene.DepartureText.ShouldNotContain("sends contribution");
    }

    [Fact]
    public async Task A_broadcast_larger_than_the_organization_takes_makes_it_withdraw()
    {
        await using var scene = new AgentScene { MaxBroadcastBytes = 7 };
        await scene.StartJoinedAsync();

        // Its parts need not come for the organization to know.
        var task = scene.Opened(1);
        await scene.DeliverAsync(task with { Payload = task.Payload! with { Inline = default } });

        (await scene.Sender.NextAsync<OrganizationWithdrew>()).Message.Reason.ShouldBe("round 1: The broadcast has 8 bytes; clinic takes at most 7.");
        scene.Method.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task What_leaves_is_in_the_log_in_plain_words_before_it_leaves()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var known = string.Empty;
        scene.Sender.OnSending = _ => known = scene.DepartureText;

        await scene.DeliverAsync(scene.Opened(3));

        var (reply, _) = await scene.Sender.NextAsync<ContributionReceived>();
        var lines = known.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldEndWith($"Z sends word that clinic joins collaboration {scene.Collaboration}: nothing but this");
        lines[1].ShouldEndWith(
            $"Z sends contribution of round 3 for collaboration {scene.Collaboration}: tensors fit [1] float64, 8 bytes, SHA-256 {reply.Payload!.Descriptor.Hash}");
    }

    [Fact]
    public async Task Rewards_and_refusals_are_kept_over_a_restart_and_trail_behind_the_end()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.Agent.Intake.OnRewardAsync(Reward(2, 0.25), CancellationToken.None);
        await scene.Agent.Intake.OnRewardAsync(Reward(1, 0.75), CancellationToken.None);
        var refused = new ContributionRefused
        {
            Collaboration = scene.Collaboration,
            Round = 1,
            Step = 0,
            Organization = AgentScene.Clinic,
            Reason = RefusalReason.Late,
            Detail = "The step was closed.",
        };
        await scene.Agent.Intake.OnRefusedAsync(refused, CancellationToken.None);
        await scene.Agent.Intake.OnEndedAsync(Ended(scene), CancellationToken.None);
        await scene.Agent.Intake.OnRewardAsync(Reward(3, 0.5), CancellationToken.None);

        await scene.RestartAsync();

        var standing = scene.Agent.StandingIn(scene.Collaboration)!;
        standing.Membership.ShouldBe(Membership.Ended);
        standing.Reward.ShouldBe(Reward(3, 0.5));
        standing.Refusals.ShouldBe([refused]);
        scene.Agent.Standings().Select(each => each.Collaboration).ShouldBe([scene.Collaboration]);

        RewardIssued Reward(int round, double share) => new()
        {
            Collaboration = scene.Collaboration,
            Round = round,
            Step = 0,
            Organization = AgentScene.Clinic,
            Score = 1,
            Share = share,
        };
    }

    [Fact]
    public async Task After_the_end_nothing_is_trained_and_only_models_stay()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        await scene.Sender.NextAsync<ContributionReceived>();

        await scene.Agent.Intake.OnEndedAsync(Ended(scene), CancellationToken.None);
        await scene.Agent.Intake.OnEndedAsync(Ended(scene), CancellationToken.None);
        await scene.DeliverAsync(scene.Opened(2));
        await scene.InviteAsync(scene.Terms);
        await scene.RestartAsync();
        await scene.DeliverAsync(scene.Opened(1));

        scene.Method.Calls.ShouldBe(1);
        await scene.KillAsync();
        scene.Sender.IsEmpty.ShouldBeTrue();
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(scene.Journal)!, "models")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_training_is_continued_for_its_own_sponsor_and_organizations()
    {
        await using var scene = new AgentScene();
        await TrainAsync(scene);
        scene.Method.Past = scene.Collaboration.ToString();

        var answer = await OfferAsync(scene, scene.Terms with { Rounds = 1, Seed = 2 });

        answer.ShouldBeOfType<OrganizationJoined>();
    }

    [Fact]
    public async Task Another_sponsor_gets_nothing_of_a_training()
    {
        await using var scene = new AgentScene();
        await TrainAsync(scene);
        scene.Method.Past = scene.Collaboration.ToString();
        Terms[] hostile =
        [
            scene.Terms with { Organizations = [AgentScene.Bank, AgentScene.Clinic, Shop], Sponsor = Shop },
            scene.Terms with { Organizations = [AgentScene.Clinic, Shop], Sponsor = Shop },
            scene.Terms with { Organizations = [AgentScene.Bank, AgentScene.Clinic, Shop] },
        ];

        foreach (var terms in hostile)
        {
            (await OfferAsync(scene, terms)).ShouldBeOfType<OrganizationDeclined>().Reason
                .ShouldBe($"Collaboration {scene.Collaboration} can only be continued with its own sponsor and its own organizations.");
        }

        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_collaboration_that_the_organization_took_no_part_in_is_not_continued()
    {
        await using var scene = new AgentScene { Method = new FakeMethod { RefusesData = "No." } };
        await scene.StartAsync();
        await scene.InviteAsync(scene.Terms);
        await scene.Sender.NextAsync<OrganizationDeclined>();
        scene.Method.RefusesData = null;
        foreach (var past in new[] { scene.Collaboration, CollaborationId.New() })
        {
            scene.Method.Past = past.ToString();
            (await OfferAsync(scene, scene.Terms)).ShouldBeOfType<OrganizationDeclined>().Reason
                .ShouldBe($"clinic took no part in collaboration {past}, which the terms continue.");
        }
    }

    [Fact]
    public async Task The_journal_of_a_collaboration_that_is_over_is_closed_also_after_a_restart_and_a_late_note()
    {
        await using var scene = new AgentScene();
        await TrainAsync(scene);
        IsOpen(scene).ShouldBeFalse();

        await scene.RestartAsync();
        IsOpen(scene).ShouldBeFalse();

        var reward = new RewardIssued { Collaboration = scene.Collaboration, Round = 1, Step = 0, Organization = AgentScene.Clinic, Score = 1, Share = 0.5 };
        await scene.Agent.Intake.OnRewardAsync(reward, CancellationToken.None);
        IsOpen(scene).ShouldBeFalse();
        await scene.RestartAsync();
        scene.Agent.StandingIn(scene.Collaboration)!.Reward.ShouldBe(reward);
    }

    /// <summary>An open journal is locked for everybody else.</summary>
    private static bool IsOpen(AgentScene scene)
    {
        try
        {
            File.OpenHandle(scene.Journal, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task TrainAsync(AgentScene scene)
    {
        await scene.StartJoinedAsync();
        IsOpen(scene).ShouldBeTrue();
        await scene.DeliverAsync(scene.Opened(1));
        await scene.Sender.NextAsync<ContributionReceived>();
        await scene.Agent.Intake.OnEndedAsync(Ended(scene), CancellationToken.None);
    }

    /// <returns>The answer to terms that are offered under an id of their own.</returns>
    private static async Task<ICollaborationMessage> OfferAsync(AgentScene scene, Terms terms)
    {
        await scene.Agent.Intake.OnInvitedAsync(new OrganizationInvited { Collaboration = CollaborationId.New(), Terms = terms }, CancellationToken.None);
        return (await scene.Sender.NextAsync<ICollaborationMessage>()).Message;
    }

    private static CollaborationEnded Ended(AgentScene scene) => new() { Collaboration = scene.Collaboration, State = "Completed" };

    private static async Task DeclinesAsync(AgentScene scene, Func<Terms, Terms> change, string reason)
    {
        await using (scene)
        {
            await scene.StartAsync();

            await scene.InviteAsync(change(scene.Terms));

            var (declined, sent) = await scene.Sender.NextAsync<OrganizationDeclined>();
            declined.Reason.ShouldBe(reason);
            (declined.Organization, sent.Destination).ShouldBe((AgentScene.Clinic, "t-hub"));
        }
    }
}
