using Dapper;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Testing;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>What a store promises in every database. A dialect joins by deriving from this class.</summary>
public abstract class StoreLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected ManualTime Time { get; } = new();

    private protected string Folder => _folder.Path;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The same database each time it is asked in one test.</summary>
    private protected abstract ISqlDialect Dialect();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_committed_is_sent_in_order_and_what_is_rolled_back_never()
    {
        await using var store = Open();
        var sender = new RecordingSender();
        await store.StartAsync(sender, Token);

        await SendAsync(store, 1);
        await using (var work = await store.BeginAsync(Token))
        {
            work.Send("hub", Examples.Deadline(99), Guid.NewGuid());
        }

        await SendAsync(store, 2);

        Round(await sender.NextAsync()).ShouldBe(1);
        Round(await sender.NextAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_crash_between_commit_and_delivery_loses_nothing_and_sends_the_same_id()
    {
        var id = Guid.NewGuid();
        await using (var store = Open())
        {
            await SendAsync(store, 7, id);
        }

        var sender = new RecordingSender();
        await using (var store = Open())
        {
            await store.StartAsync(sender, Token);
            var sent = await sender.NextAsync();
            sent.Id.ShouldBe(id);
            sent.Destination.ShouldBe("hub");
            sent.Message.ShouldBe(Examples.Deadline(7));
        }

        await using var again = Open();
        await again.StartAsync(sender, Token);
        await SendAsync(again, 8);
        Round(await sender.NextAsync()).ShouldBe(8);
    }

    [Fact]
    public async Task A_broker_that_is_away_delays_messages_and_keeps_their_order()
    {
        await using var store = Open(TimeProvider.System);
        var sender = new RecordingSender();
        sender.FailNext(2);
        await store.StartAsync(sender, Token);

        await SendAsync(store, 1);
        await SendAsync(store, 2);

        Round(await sender.NextAsync()).ShouldBe(1);
        Round(await sender.NextAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_reader_sees_one_state_whatever_is_committed_while_it_reads()
    {
        const string Count = "select count(*) from outbox";
        await using var store = Open();
        await SendAsync(store, 1);
        await using (var lease = store.OpenRead())
        {
            (await lease.Connection.ExecuteScalarAsync<long>(Count)).ShouldBe(1);
            await SendAsync(store, 2);
            (await lease.Connection.ExecuteScalarAsync<long>(Count)).ShouldBe(1);
        }

        await using var later = store.OpenRead();
        (await later.Connection.ExecuteScalarAsync<long>(Count)).ShouldBe(2);
    }

    [Fact]
    public async Task The_row_holds_no_payload_bytes_and_the_descriptors_survive()
    {
        using var payloads = new FilePayloadStore(Path.Combine(Folder, "payloads"), durable: false);
        var bytes = Examples.Bytes(100_000);
        var payload = Examples.PayloadOf(bytes, inline: true);
        await payloads.PutAsync(payload.Descriptor.Hash, bytes, Token);
        await using (var store = Open(payloads: payloads))
        {
            await using var work = await store.BeginAsync(Token);
            work.Send("org-alpha", Examples.Opened(1, payload), Guid.NewGuid(), payload.Descriptor);
            await work.CommitAsync(Token);
            (await work.Connection.ExecuteScalarAsync<long>("select max(length(body)) from outbox")).ShouldBeLessThan(1000);
        }

        await using var reopened = Open(payloads: payloads);
        var sender = new RecordingSender();
        await reopened.StartAsync(sender, Token);
        var sent = await sender.NextAsync();
        ((RoundOpened)sent.Message).Payload!.Descriptor.Hash.ShouldBe(payload.Descriptor.Hash);
        ((RoundOpened)sent.Message).Payload!.Inline.IsEmpty.ShouldBeTrue();
        sent.Attachments.Single().Hash.ShouldBe(payload.Descriptor.Hash);
    }

    [Fact]
    public async Task A_payload_that_is_not_in_the_payload_store_cannot_be_sent()
    {
        await using var store = Open();
        await using var work = await store.BeginAsync(Token);

        Should.Throw<PayloadException>(() =>
            work.Send("org-alpha", Examples.Opened(1, Examples.PayloadOf([1], inline: true)), Guid.NewGuid()));
    }

    [Fact]
    public async Task A_message_is_received_once_per_endpoint()
    {
        await using var store = Open();
        var id = Guid.NewGuid();
        (await ReceiveAsync(store, "hub", id)).ShouldBeTrue();

        (await ReceiveAsync(store, "hub", id)).ShouldBeFalse();
        (await ReceiveAsync(store, "hub-intake", id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Message_ids_are_forgotten_after_the_retention_and_not_before()
    {
        await using var store = Open();
        await store.StartAsync(new RecordingSender(), Token);
        var (old, young) = (Guid.NewGuid(), Guid.NewGuid());
        await ReceiveAsync(store, "hub", old);
        Time.Advance(TimeSpan.FromDays(6));
        await ReceiveAsync(store, "hub", young);
        Time.Advance(TimeSpan.FromDays(2));

        await store.CleanInboxAsync(Token);

        (await ReceiveAsync(store, "hub", young)).ShouldBeFalse();
        (await ReceiveAsync(store, "hub", old)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_fires_when_it_is_due_and_once()
    {
        await using var store = Open();
        var sender = new RecordingSender();
        await store.StartAsync(sender, Token);
        await SetTimerAsync(store, Guid.NewGuid(), TimeSpan.FromMinutes(5), round: 1);
        await SetTimerAsync(store, Guid.NewGuid(), TimeSpan.FromMinutes(2), round: 2);

        await AdvanceUntilSentAsync(sender, TimeSpan.FromMinutes(2), expected: 2);
        sender.IsEmpty.ShouldBeTrue();
        await AdvanceUntilSentAsync(sender, TimeSpan.FromMinutes(3), expected: 1);
        (await CountAsync(store, "timer")).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_survives_reopening_and_fires_at_once_where_it_is_overdue()
    {
        await using (var store = Open())
        {
            await SetTimerAsync(store, Guid.NewGuid(), TimeSpan.FromMinutes(5), round: 1);
        }

        Time.Advance(TimeSpan.FromHours(1));
        await using var reopened = Open();
        var sender = new RecordingSender();
        await reopened.StartAsync(sender, Token);

        Round(await sender.NextAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_of_an_unknown_type_is_dropped_and_stops_no_other()
    {
        await using var store = Open();
        await SetTimerAsync(store, Guid.NewGuid(), TimeSpan.Zero, round: 1);
        await using (var work = await store.BeginAsync(Token))
        {
            await work.Connection.ExecuteAsync(
                "insert into timer(id, due, destination, type, body) values (@id, 1, 'hub', 'OfAnotherVersion', @body)",
                new { id = Guid.NewGuid(), body = new byte[1] },
                work.Transaction);
            await work.CommitAsync(Token);
        }

        var sender = new RecordingSender();
        await store.StartAsync(sender, Token);

        Round(await sender.NextAsync()).ShouldBe(1);
        (await CountAsync(store, "timer")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_whose_payload_is_gone_leaves_the_outbox()
    {
        await using var store = Open();
        var sender = new RecordingSender();
        sender.LosePayloadOfNext();
        await store.StartAsync(sender, Token);
        await SendAsync(store, 1);
        await SendAsync(store, 2);
        Round(await sender.NextAsync()).ShouldBe(2);
        await store.StopAsync(Token);

        (await CountAsync(store, "outbox")).ShouldBe(0);
    }

    [Fact]
    public async Task A_connection_that_can_neither_begin_nor_close_does_not_stop_the_next_writer()
    {
        await using var store = SqlStore.Open(new SqlStoreOptions { Dialect = new BrokenOnce(Dialect()), Time = Time });

        await Should.ThrowAsync<InvalidOperationException>(() => store.BeginAsync(Token));

        await using var work = await store.BeginAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        await work.CommitAsync(Token);
    }

    [Fact]
    public async Task A_cancelled_timer_never_fires_and_a_moved_one_fires_at_its_new_time_with_a_new_id()
    {
        await using var store = Open();
        var sender = new RecordingSender();
        var (cancelled, moved) = (Guid.NewGuid(), Guid.NewGuid());
        await SetTimerAsync(store, cancelled, TimeSpan.FromMinutes(1), round: 9);
        await SetTimerAsync(store, moved, TimeSpan.FromMinutes(1), round: 1);
        await SetTimerAsync(store, moved, TimeSpan.FromMinutes(2), round: 2);
        await using (var work = await store.BeginAsync(Token))
        {
            work.CancelTimer(cancelled);
            await work.CommitAsync(Token);
        }

        // Started only now: asleep already until a timer that is then moved, it would wake early, for nothing, and the
        // sleep that is waited for below would not have begun.
        await store.StartAsync(sender, Token);
        var first = await AdvanceUntilSentAsync(sender, TimeSpan.FromMinutes(2), expected: 2);
        await SetTimerAsync(store, moved, TimeSpan.FromMinutes(1), round: 3);
        var second = await AdvanceUntilSentAsync(sender, TimeSpan.FromMinutes(1), expected: 3);
        second.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task Actions_run_after_the_commit_and_not_after_a_rollback()
    {
        await using var store = Open();
        var ran = new List<int>();
        await using (var work = await store.BeginAsync(Token))
        {
            work.OnCommitted(() => ran.Add(1));
        }

        await using (var work = await store.BeginAsync(Token))
        {
            work.OnCommitted(() => ran.Add(2));
            ran.ShouldBeEmpty();
            await work.CommitAsync(Token);
        }

        ran.ShouldBe([2]);
    }

    [Fact]
    public async Task A_delivered_row_leaves_the_outbox()
    {
        await using var store = Open();
        var sender = new RecordingSender();
        await store.StartAsync(sender, Token);
        await SendAsync(store, 1);
        await sender.NextAsync();
        await store.StopAsync(Token);

        (await CountAsync(store, "outbox")).ShouldBe(0);
    }

    private protected SqlStore Open(TimeProvider? time = null, IPayloadStore? payloads = null) => SqlStore.Open(new SqlStoreOptions
    {
        Dialect = Dialect(),
        Payloads = payloads,
        Time = time ?? Time,
        Schema = ["create table if not exists item(value integer not null primary key)"],
    });

    private protected static async Task<long> CountAsync(SqlStore store, string table)
    {
        await using var lease = store.OpenRead();
        var connection = lease.Connection;
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {table}");
    }

    private static async Task SendAsync(SqlStore store, int round, Guid? id = null)
    {
        await using var work = await store.BeginAsync(Token);
        work.Send("hub", Examples.Deadline(round), id ?? Guid.NewGuid());
        await work.CommitAsync(Token);
    }

    private static async Task<bool> ReceiveAsync(SqlStore store, string endpoint, Guid id)
    {
        await using var work = await store.BeginAsync(Token);
        var isNew = work.Receive(endpoint, id);
        await work.CommitAsync(Token);
        return isNew;
    }

    private async Task SetTimerAsync(SqlStore store, Guid id, TimeSpan after, int round)
    {
        await using var work = await store.BeginAsync(Token);
        work.SetTimer(id, Time.GetUtcNow() + after, "hub", Examples.Deadline(round));
        await work.CommitAsync(Token);
    }

    private async Task<RecordingSender.Sent> AdvanceUntilSentAsync(RecordingSender sender, TimeSpan span, int expected)
    {
        await Time.UntilTimerAsync(Time.GetUtcNow() + span, Token);
        Time.Advance(span);
        var sent = await sender.NextAsync();
        Round(sent).ShouldBe(expected);
        return sent;
    }

    private static int Round(RecordingSender.Sent sent) => ((DeadlineReached)sent.Message).Round;
}
