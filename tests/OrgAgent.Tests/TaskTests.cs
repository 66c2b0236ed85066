using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;

namespace EventCollab.OrgAgent.Tests;

public sealed class TaskTests
{
    [Fact]
    public async Task A_task_is_answered_with_what_the_method_made_of_the_broadcast()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var task = scene.Opened(1, broadcast: 10);

        await scene.DeliverAsync(task);

        var (reply, sent) = await scene.Sender.NextAsync<ContributionReceived>();
        sent.Destination.ShouldBe("t-hub-intake");
        sent.Id.ShouldBe(new ContributionKey(scene.Collaboration, 1, 0, AgentScene.Clinic).MessageId("ContributionReceived"));
        (reply.Round, reply.Step, reply.Organization, reply.Broadcast).ShouldBe((1, 0, AgentScene.Clinic, task.Payload!.Descriptor.Hash));
        AgentScene.Value(sent).ShouldBe(15);
        (scene.Progress.ShouldHaveSingleItem() with { Elapsed = default }).ShouldBe(new AgentProgress(AgentScene.Clinic, scene.Collaboration, 1, 0, new TrainingProgress(1, 1, 1, 1, 0.5)));
    }

    [Fact]
    public async Task A_redelivered_task_is_never_trained_twice_and_the_same_bytes_are_sent_again()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        var first = (await scene.Sender.NextAsync<ContributionReceived>()).Sent;

        await scene.DeliverAsync(scene.Opened(1));

        var second = (await scene.Sender.NextAsync<ContributionReceived>()).Sent;
        second.Bytes.ShouldBe(first.Bytes);
        second.Id.ShouldBe(first.Id);
        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_contribution_whose_bytes_got_lost_is_sent_again_but_not_for_ever()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        var first = (await scene.Sender.NextAsync<ContributionReceived>()).Sent;
        var refused = new ContributionRefused
        {
            Collaboration = scene.Collaboration,
            Round = 1,
            Step = 0,
            Organization = AgentScene.Clinic,
            Reason = RefusalReason.PayloadMissing,
            Detail = "Its bytes did not come.",
        };
        for (var time = 0; time < TaskIntake.MaxSentAgain; time++)
        {
            await scene.Agent.Intake.OnRefusedAsync(refused, CancellationToken.None);
            (await scene.Sender.NextAsync<ContributionReceived>()).Sent.Bytes.ShouldBe(first.Bytes);
        }

        await scene.Agent.Intake.OnRefusedAsync(refused, CancellationToken.None);
        await scene.DeliverAsync(scene.Opened(2));

        // Announced in order: a fourth copy of round 1 would come first.
        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(2);
        scene.Method.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_task_that_is_delivered_again_while_it_is_trained_is_trained_once()
    {
        await using var scene = new AgentScene();
        using var go = new ManualResetEventSlim();
        var began = new TaskCompletionSource();
        scene.Method.OnTraining = (_, token) =>
        {
            began.TrySetResult();
            go.Wait(token);
        };
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        await began.Task;

        await scene.DeliverAsync(scene.Opened(1));
        go.Set();
        await scene.Sender.NextAsync<ContributionReceived>();
        await scene.DeliverAsync(scene.Opened(2));

        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(2);
        scene.Method.Calls.ShouldBe(2);
    }

    /// <summary>Rounds 1 to 5 come while round 1 is trained: the hub has forgotten round 2 when 5 is open, not 3 and 4.</summary>
    [Fact]
    public async Task A_slow_organization_skips_what_it_has_not_begun_and_nobody_can_count_any_more()
    {
        await using var scene = new AgentScene();
        using var go = new ManualResetEventSlim();
        var began = new TaskCompletionSource();
        scene.Method.OnTraining = (_, token) =>
        {
            began.TrySetResult();
            go.Wait(token);
        };
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        await began.Task;
        for (var round = 2; round <= 5; round++)
        {
            await scene.DeliverAsync(scene.Opened(round, broadcast: round));
        }

        go.Set();

        foreach (var round in new[] { 1, 3, 4, 5 })
        {
            (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(round);
        }

        // A copy of what was skipped begins nothing either.
        await scene.DeliverAsync(scene.Opened(2, broadcast: 2));
        await scene.DeliverAsync(scene.Opened(6));
        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(6);
        scene.Method.Calls.ShouldBe(5);
    }

    [Fact]
    public async Task All_training_happens_on_one_thread_that_is_not_the_pools()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        for (var round = 1; round <= 5; round++)
        {
            await scene.DeliverAsync(scene.Opened(round));
            await scene.Sender.NextAsync<ContributionReceived>();
        }

        scene.Method.Threads.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_task_killed_before_training_is_trained_after_the_restart()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.KillAsync();
        scene.Open();
        await scene.DeliverAsync(scene.Opened(1));
        scene.Method.Calls.ShouldBe(0, "nothing runs before the start");

        await scene.RestartAsync();

        AgentScene.Value((await scene.Sender.NextAsync<ContributionReceived>()).Sent).ShouldBe(15);
        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_task_killed_in_the_middle_of_training_is_trained_after_the_restart()
    {
        await using var scene = new AgentScene();
        var began = new TaskCompletionSource();
        scene.Method.OnTraining = (_, token) =>
        {
            began.TrySetResult();
            token.WaitHandle.WaitOne();
            token.ThrowIfCancellationRequested();
        };
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        await began.Task;

        await scene.KillAsync();
        scene.Method.OnTraining = (_, _) => { };
        await scene.StartAsync();

        await scene.Sender.NextAsync<ContributionReceived>();
        scene.Method.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_result_killed_before_it_was_announced_is_announced_after_the_restart_and_not_trained_again()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var refused = new TaskCompletionSource();
        scene.Sender.OnSending = _ =>
        {
            refused.TrySetResult();
            throw new TransportException("The broker is gone.");
        };
        await scene.DeliverAsync(scene.Opened(1));
        await refused.Task;

        await scene.RestartAsync();

        AgentScene.Value((await scene.Sender.NextAsync<ContributionReceived>()).Sent).ShouldBe(15);
        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_result_that_was_announced_is_sent_again_only_when_it_is_asked_for()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        var first = (await scene.Sender.NextAsync<ContributionReceived>()).Sent;
        await scene.DeliverAsync(scene.Opened(2));
        await scene.Sender.NextAsync<ContributionReceived>();

        await scene.RestartAsync();
        await scene.DeliverAsync(scene.Opened(1));

        // Round 2 may have been sent but not yet marked when the agent was killed; then it comes once more.
        var next = (await scene.Sender.NextAsync<ContributionReceived>()).Sent;
        next = ((ContributionReceived)next.Message).Round == 2 ? (await scene.Sender.NextAsync<ContributionReceived>()).Sent : next;
        next.Bytes.ShouldBe(first.Bytes);
        ((ContributionReceived)next.Message).Round.ShouldBe(1);
        scene.Method.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_task_whose_record_was_torn_is_taken_again()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.KillAsync();
        scene.Open();
        await scene.DeliverAsync(scene.Opened(1));
        await scene.KillAsync();
        using (var journal = File.OpenWrite(scene.Journal))
        {
            journal.SetLength(journal.Length - 3);
        }

        await scene.StartAsync();
        await scene.DeliverAsync(scene.Opened(1));

        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(1);
        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_announcement_is_tried_again_under_the_same_id_until_the_broker_has_it()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var refusals = 0;
        scene.Sender.OnSending = _ =>
        {
            if (++refusals <= 5)
            {
                throw new TransportException("The broker is gone.");
            }
        };

        await scene.DeliverAsync(scene.Opened(1));

        await scene.Sender.NextAsync<ContributionReceived>();
        refusals.ShouldBe(6);
        scene.Method.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_disk_that_refuses_is_waited_for_and_costs_nobody_the_collaboration()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var refusals = 0;
        scene.Method.OnTraining = (_, _) =>
        {
            if (++refusals <= 3)
            {
                throw refusals == 1 ? new StoreException("No space left.") : new IOException("No space left.");
            }
        };

        await scene.DeliverAsync(scene.Opened(1));

        await scene.Sender.NextAsync<ContributionReceived>();
        refusals.ShouldBe(4);
    }

    [Fact]
    public async Task An_answer_whose_payload_is_gone_is_made_again()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        await scene.DeliverAsync(scene.Opened(1));
        var (reply, first) = await scene.Sender.NextAsync<ContributionReceived>();
        await scene.Agent.Payloads.DeleteAsync(reply.Payload!.Descriptor.Hash, CancellationToken.None);

        await scene.DeliverAsync(scene.Opened(1));

        (await scene.Sender.NextAsync<ContributionReceived>()).Sent.Bytes.ShouldBe(first.Bytes);
        scene.Method.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_broadcast_that_comes_in_parts_is_waited_for_while_other_work_goes_on()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var waiting = scene.Opened(1, broadcast: 1);
        await scene.DeliverAsync(waiting with { Payload = waiting.Payload! with { Inline = default } });

        await scene.DeliverAsync(scene.Opened(2, broadcast: 2));
        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(2);
        await scene.Agent.Payloads.PutAsync(waiting.Payload!.Descriptor.Hash, waiting.Payload.Inline, CancellationToken.None);

        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(1);
    }

    [Fact]
    public async Task A_broadcast_whose_parts_never_come_is_given_up_with_a_reason()
    {
        var time = new ManualTime();
        await using var scene = new AgentScene { Time = time };
        await scene.StartJoinedAsync();
        var task = scene.Opened(1);

        await scene.DeliverAsync(task with { Payload = task.Payload! with { Inline = default } });
        await time.UntilTimerAsync(time.GetUtcNow() + TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(10));

        (await scene.Sender.NextAsync<OrganizationWithdrew>()).Message.Reason
            .ShouldBe($"round 1: The parts of payload {task.Payload!.Descriptor.Hash} did not come within 00:10:00.");
        scene.Method.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task What_is_foreign_damaged_or_another_task_is_ignored_and_the_agent_goes_on()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var task = scene.Opened(1);
        await scene.DeliverAsync(task with { Organization = AgentScene.Bank });
        await scene.DeliverAsync(scene.Opened(1, collaboration: CollaborationId.New()));
        await scene.DeliverAsync(task with { Payload = null });
        await scene.DeliverAsync(task with { Payload = task.Payload! with { Inline = new byte[8] } });
        await scene.DeliverAsync(task);
        await scene.Sender.NextAsync<ContributionReceived>();
        await scene.DeliverAsync(scene.Opened(1, broadcast: 99));

        await scene.DeliverAsync(scene.Opened(2));

        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(2);
        scene.Method.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_copy_of_a_task_that_is_long_over_does_not_start_it_again()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        for (var round = 1; round <= 5; round++)
        {
            await scene.DeliverAsync(scene.Opened(round));
            await scene.Sender.NextAsync<ContributionReceived>();
        }

        await scene.DeliverAsync(scene.Opened(1));
        await scene.DeliverAsync(scene.Opened(6));

        (await scene.Sender.NextAsync<ContributionReceived>()).Message.Round.ShouldBe(6);
        scene.Method.Calls.ShouldBe(6);
    }

    [Fact]
    public async Task Payloads_of_old_steps_are_deleted_and_models_stay()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        const int Rounds = 30;
        for (var round = 1; round <= Rounds; round++)
        {
            await scene.DeliverAsync(scene.Opened(round, broadcast: round));
            await scene.Sender.NextAsync<ContributionReceived>();
        }

        // A broadcast and a contribution for each of the steps kept, and one that is being let go of.
        await scene.KillAsync();
        scene.PayloadFiles.Length.ShouldBeLessThanOrEqualTo(8);
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(scene.Journal)!, "models")).Length.ShouldBe(Rounds);
    }

    [Fact]
    public async Task A_payload_that_a_kill_left_behind_goes_when_no_message_can_name_it_any_more()
    {
        await using var scene = new AgentScene();
        await scene.StartJoinedAsync();
        var (old, young) = (ContentHash.Of([1]), ContentHash.Of([2]));
        await scene.Agent.Payloads.PutAsync(old, new byte[] { 1 }, CancellationToken.None);
        await scene.Agent.Payloads.PutAsync(young, new byte[] { 2 }, CancellationToken.None);
        await scene.DeliverAsync(scene.Opened(1));
        var held = (await scene.Sender.NextAsync<ContributionReceived>()).Message.Payload!.Descriptor.Hash;
        foreach (var hash in new[] { old, held })
        {
            File.SetLastWriteTimeUtc(Path.Combine(scene.Folder, "payloads", hash.ToString()), DateTime.UnixEpoch);
        }

        await scene.RestartAsync();
        await scene.KillAsync();

        scene.PayloadFiles.ShouldNotContain(old.ToString());
        scene.PayloadFiles.ShouldContain(young.ToString());
        scene.PayloadFiles.ShouldContain(held.ToString());
    }

    [Fact]
    public void Two_agents_cannot_use_one_folder() =>
        Should.Throw<StoreException>(() =>
        {
            using var folder = new Testing.TemporaryFolder();
            var id = CollaborationId.New();
            Directory.CreateDirectory(folder[$"collaborations/{id}"]);
            using var held = new FileStream(folder[$"collaborations/{id}/journal"], FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            Agent.Open(new AgentOptions
            {
                Organization = AgentScene.Clinic,
                Folder = folder.Path,
                Data = new FakeData(false),
                Methods = new MethodRegistry(new FakeMethod()),
            });
        }).Message.ShouldStartWith("The agent of clinic cannot use its folder");
}
