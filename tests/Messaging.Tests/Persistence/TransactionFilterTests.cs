using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Tests.Transport;
using EventCollab.Messaging.Transport;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>Inbox, saga row and outbox of one message are one transaction.</summary>
public sealed class TransactionFilterTests : IDisposable
{
    private static readonly SagaTable<Tally> Tallies = new(
        "tally",
        (JsonTypeInfo<Tally>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(Tally)),
        tally => tally.State);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_message_twice_has_one_effect()
    {
        await using var store = Open();
        var outbox = new RecordingSender();
        await using var host = await StartAsync(store, outbox);
        var id = Guid.NewGuid();

        await SendAsync(host, round: 1, id);
        await SendAsync(host, round: 1, id);
        await SendAsync(host, round: 2, Guid.NewGuid());

        Round(await outbox.NextAsync()).ShouldBe(1);
        Round(await outbox.NextAsync()).ShouldBe(2);
        (await FindAsync(store))!.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_conflict_undoes_everything_and_the_message_is_handled_again()
    {
        await using var store = Open();
        var outbox = new RecordingSender();
        await using var host = await StartAsync(store, outbox);

        await SendAsync(host, round: 1, Guid.NewGuid());
        await SendAsync(host, round: 13, Guid.NewGuid());
        await SendAsync(host, round: 2, Guid.NewGuid());

        Round(await outbox.NextAsync()).ShouldBe(1);
        Round(await outbox.NextAsync()).ShouldBe(13);
        Round(await outbox.NextAsync()).ShouldBe(2);
        (await FindAsync(store))!.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_saga_is_inserted_updated_with_a_new_version_and_deleted_when_it_ends()
    {
        await using var store = Open();
        var outbox = new RecordingSender();
        await using var host = await StartAsync(store, outbox);

        await SendAsync(host, round: 1, Guid.NewGuid());
        await outbox.NextAsync();
        var inserted = (await FindAsync(store))!;
        (inserted.Count, inserted.Version, inserted.State).ShouldBe((1, 0, "Counting"));
        await SendAsync(host, round: 2, Guid.NewGuid());
        await outbox.NextAsync();
        (await FindAsync(store))!.Version.ShouldBe(1);
        await SendAsync(host, round: 100, Guid.NewGuid());
        await SendAsync(host, round: 3, Guid.NewGuid());
        await outbox.NextAsync();
        (await FindAsync(store))!.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_changes_of_the_same_version_of_a_saga_are_one_change_and_a_conflict()
    {
        await using var store = Open();
        var tally = new Tally { CorrelationId = Guid.NewGuid() };
        await using var work = await store.BeginAsync(Token);
        Tallies.Insert(work, tally).ShouldBeTrue();
        Tallies.Insert(work, tally).ShouldBeFalse();
        var (mine, yours) = (Tallies.Load(work, tally.CorrelationId)!, Tallies.Load(work, tally.CorrelationId)!);

        Tallies.Update(work, mine);

        Should.Throw<ConcurrencyException>(() => Tallies.Update(work, yours));
    }

    private SqlStore Open() => SqlStore.Open(new SqlStoreOptions { Dialect = new SqliteDialect(_folder["hub.db"], durable: false) });

    private static async Task<ServiceHost> StartAsync(SqlStore store, RecordingSender outbox)
    {
        var machine = new TallyMachine();
        var hub = new EndpointDefinition
        {
            Name = "hub",
            ConcurrencyLimit = 1,
            Configure = endpoint =>
            {
                endpoint.UseTransaction(store);
                endpoint.StateMachineSaga(machine, Tallies.CreateRepository());
            },
        };
        await store.StartAsync(outbox, Token);
        return await ServiceHost.StartAsync(
            new TransportOptions(), [new EndpointService(hub)], NullLoggerFactory.Instance, TimeProvider.System, Token);
    }

    private static Task SendAsync(ServiceHost host, int round, Guid id) =>
        host.Sender.SendAsync("hub", Examples.Deadline(round), id, null, [], Token);

    private static async Task<Tally?> FindAsync(SqlStore store)
    {
        await using var lease = store.OpenRead();
        var connection = lease.Connection;
        return await Tallies.FindAsync(connection, Examples.Collaboration.Value, Token);
    }

    private static int Round(RecordingSender.Sent sent) => ((DeadlineReached)sent.Message).Round;
}
