using Dapper;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Intake;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Saga;
using EventCollab.Orchestrator.Tests.Scene;
using EventCollab.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Orchestrator.Tests;

/// <summary>b sends what a liar might, then what it owes: the first is refused with its reason, the second counts.</summary>
public sealed class IntakeTests
{
    public static TheoryData<RefusalReason, string> Lies => new()
    {
        { RefusalReason.NonFinite, "nan" },
        { RefusalReason.NonFinite, "infinite" },
        { RefusalReason.WrongShape, "shape" },
        { RefusalReason.WrongShape, "tensor name" },
        { RefusalReason.Oversized, "oversized" },
        { RefusalReason.HashMismatch, "other bytes" },
        { RefusalReason.HashMismatch, "fewer bytes" },
        { RefusalReason.UnknownCodec, "codec" },
        { RefusalReason.Malformed, "length" },
        { RefusalReason.Malformed, "no payload" },
        { RefusalReason.WrongRound, "broadcast" },
        { RefusalReason.WrongRound, "future round" },
        { RefusalReason.UnknownOrganization, "stranger" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_is_refused_with_its_reason_and_stops_nothing(RefusalReason reason, string lie)
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Sends = truth => [Lie(lie, truth)];
        await scene.SubmitAsync(rounds: 1);
        var view = await scene.UntilAsync(v => v.Refusals.Count == 1);
        view.Refusals.Single().Reason.ShouldBe(reason);
        view.Refusals.Single().Detail.ShouldNotBeEmpty();
        if (reason is not RefusalReason.UnknownOrganization)
        {
            (await scene.B.Received.UntilAsync<ContributionRefused>()).Reason.ShouldBe(reason);
        }

        await scene.B.SendAsync(scene.B.Contribute(await scene.B.Received.UntilAsync<RoundOpened>()));
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(2));
    }

    [Fact]
    public async Task A_contribution_whose_parts_never_come_is_refused_when_patience_ends()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Sends = truth => [truth with { Payload = truth.Payload! with { Descriptor = truth.Payload.Descriptor with { Hash = ContentHash.Of([1]) }, Inline = default } }];
        await scene.SubmitAsync(rounds: 1);
        await scene.PassAsync(scene.Time.GetUtcNow() + new HubOptions { Folder = "", Methods = new() }.PayloadPatience);
        (await scene.B.Received.UntilAsync<ContributionRefused>()).Reason.ShouldBe(RefusalReason.PayloadMissing);
        await scene.B.SendAsync(scene.B.Contribute(await scene.B.Received.UntilAsync<RoundOpened>()));
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(2));
    }

    [Fact]
    public async Task A_flood_of_invented_steps_and_names_fills_no_table_and_the_view_counts_it()
    {
        await using var scene = await HubScene.StartAsync();
        const int Steps = 40;
        const int Names = RefusalRecords.MaxForeignRows + 30;
        scene.B.Sends = truth =>
        [
            .. Enumerable.Range(0, Steps).Select(i => truth with { Round = 1000 + i, Step = i }),
            .. Enumerable.Range(0, Names).Select(i => truth with { Organization = new OrganizationId($"stranger{i}") }),
            truth,
        ];
        // The round stays open: who watches is told of every refusal.
        scene.C.Acts = m => m is not RoundOpened;
        await scene.SubmitAsync(rounds: 1);
        var view = await scene.UntilAsync(v => v.Refusals.Sum(r => r.Times) + v.MoreRefusals == Steps + Names);
        await using var connection = new SqliteDialect(scene.Database, durable: false).Open();
        (await connection.QuerySingleAsync<(long Round, long Times)>(
            "select round, times from refusal where reason = @reason", new { reason = (int)RefusalReason.WrongRound })).ShouldBe((0, Steps));
        view.Refusals.Count.ShouldBe(100);
        (await connection.ExecuteScalarAsync<long>("select count(*) from refusal")).ShouldBe(1 + RefusalRecords.MaxForeignRows);
        (await connection.ExecuteScalarAsync<long>("select times from refusal_more")).ShouldBe(30);
    }

    [Fact]
    public async Task Rows_about_organizations_end_at_a_thousand_and_are_counted_from_there_on()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqlStore.Open(new SqlStoreOptions { Dialect = new SqliteDialect(Path.Combine(folder.Path, "hub.db"), durable: false), Schema = Schema.Statements });
        await using var unit = await store.BeginAsync(TestContext.Current.CancellationToken);
        var id = CollaborationId.New();
        for (var i = 0; i < RefusalRecords.MaxRows + 5; i++)
        {
            unit.AddRefusal(new ContributionKey(id, 1, 0, new OrganizationId($"o{i}")), RefusalReason.Late, "", DateTimeOffset.UnixEpoch);
        }

        (await unit.Connection.ExecuteScalarAsync<long>("select count(*) from refusal")).ShouldBe(1000);
        (await unit.Connection.ExecuteScalarAsync<long>("select times from refusal_more")).ShouldBe(5);
    }

    [Fact]
    public async Task A_contribution_to_a_collaboration_that_does_not_exist_is_recorded_and_stores_nothing()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Sends = truth => [truth with { Collaboration = CollaborationId.New(), Payload = ScriptedOrganization.Vector(9, 9, 9, 9) }, truth with { Collaboration = CollaborationId.New() }, truth];
        await scene.SubmitAsync(rounds: 1);
        await scene.UntilAsync("Completed");
        var refusal = (await scene.Hub.ListForeignRefusalsAsync(TestContext.Current.CancellationToken)).Single();
        (refusal.Reason, refusal.Organization, refusal.Times).ShouldBe((RefusalReason.UnknownCollaboration, scene.B.Id, 2));
        File.Exists(Path.Combine(scene.Payloads, RoundTripTests.HashOf(9).ToString())).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_liar_writes_into_a_descriptor_does_not_travel_on_to_the_saga()
    {
        var collected = new TaskCompletionSource<CollectedContribution>();
        await using var batches = new ContributionBatches((batch, _) =>
        {
            collected.SetResult(batch.Contributions.Single());
            return Task.CompletedTask;
        });
        batches.Start();
        using var folder = new TemporaryFolder();
        var options = new HubOptions { Folder = folder.Path, Methods = new() };
        var payloads = new FilePayloadStore(folder.Path, durable: false);
        var sagas = new SagaTable<CollaborationState>("collaboration", OrchestratorJson.Contracts.CollaborationState, saga => saga.CurrentState);
        await using var store = SqlStore.Open(new SqlStoreOptions { Dialect = new SqliteDialect(Path.Combine(folder.Path, "hub.db"), durable: false), Schema = Schema.Statements });
        var b = new OrganizationId("b");
        var key = new StepKey(CollaborationId.New(), 1, 0);
        await using (var unit = await store.BeginAsync(TestContext.Current.CancellationToken))
        {
            unit.AddPlan(key, new PlanRow { Plan = new RoundPlan { Recipients = [b], Quorum = 1, MaxContributionBytes = 16 }, Broadcast = default });
            await unit.CommitAsync(TestContext.Current.CancellationToken);
        }

        await using var sweeper = new PayloadSweeper(payloads, NullLogger.Instance);
        var intake = new ContributionIntake(store, payloads, new PlanLookup(store, sagas), batches, sweeper, options);
        var truth = ScriptedOrganization.Vector(1);
        var lie = truth.Descriptor with { Codec = new string('x', 1 << 20), Tensors = [.. Enumerable.Repeat(truth.Descriptor.Tensors[0], 1 << 16)] };
        await intake.ReceiveAsync(
            new ContributionReceived { Collaboration = key.Collaboration, Round = 1, Step = 0, Organization = b, Broadcast = default, Payload = new Payload { Descriptor = lie } },
            TestContext.Current.CancellationToken);
        var passedOn = await collected.Task;
        passedOn.Refused.ShouldBe(RefusalReason.UnknownCodec);
        ContractCodec.Encode(passedOn).Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public void The_id_of_a_plan_cannot_be_computed_without_its_broadcast_and_state()
    {
        var plan = new RoundPlanned
        {
            Collaboration = CollaborationId.New(),
            Round = 1,
            Step = 0,
            Plan = new RoundPlan { Recipients = [], Quorum = 1, MaxContributionBytes = 1 },
            Payload = ScriptedOrganization.Vector(1),
            State = ScriptedOrganization.Vector(2).Descriptor,
        };
        PlanIntake.MessageId(plan).ShouldBe(PlanIntake.MessageId(plan with { }));
        PlanIntake.MessageId(plan with { Payload = ScriptedOrganization.Vector(3) }).ShouldNotBe(PlanIntake.MessageId(plan));
        PlanIntake.MessageId(plan with { State = ScriptedOrganization.Vector(3).Descriptor }).ShouldNotBe(PlanIntake.MessageId(plan));
    }

    [Fact]
    public async Task A_plan_whose_broadcast_has_another_length_than_it_says_fails_in_one_line()
    {
        await using var scene = await HubScene.StartAsync();
        scene.A.Plans = truth => truth with { Payload = truth.Payload! with { Descriptor = truth.Payload.Descriptor with { Length = 12 } } };
        await scene.SubmitAsync(rounds: 1);
        (await scene.UntilAsync("Failed")).Reason.ShouldEndWith("The broadcast is announced with 12 bytes and has 16.");
    }

    private static ContributionReceived Lie(string lie, ContributionReceived truth)
    {
        var payload = truth.Payload!;
        var descriptor = payload.Descriptor;
        return lie switch
        {
            "nan" => truth with { Payload = ScriptedOrganization.Vector(2, float.NaN, 2, 2) },
            "infinite" => truth with { Payload = ScriptedOrganization.Vector(2, 2, 2, float.NegativeInfinity) },
            "shape" => truth with { Payload = ScriptedOrganization.Vector(2, 2, 2) },
            "tensor name" => truth with { Payload = payload with { Descriptor = descriptor with { Tensors = [descriptor.Tensors[0] with { Name = "y" }] } } },
            "oversized" => truth with { Payload = ScriptedOrganization.Vector(2, 2, 2, 2, 2) },
            "other bytes" => truth with { Payload = payload with { Inline = ScriptedOrganization.Vector(9, 9, 9, 9).Inline } },
            "fewer bytes" => truth with { Payload = payload with { Inline = payload.Inline[..8] } },
            "codec" => truth with { Payload = payload with { Descriptor = descriptor with { Codec = "zip" } } },
            "length" => truth with { Payload = payload with { Descriptor = descriptor with { Length = 12 } } },
            "no payload" => truth with { Payload = null },
            "broadcast" => truth with { Broadcast = ContentHash.Of([1]) },
            "future round" => truth with { Round = 2 },
            "stranger" => truth with { Organization = new OrganizationId("stranger") },
            _ => throw new ArgumentException(lie, nameof(lie)),
        };
    }
}
