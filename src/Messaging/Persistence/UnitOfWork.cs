using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using EventCollab.Contracts;
using EventCollab.Contracts.Wire;
using EventCollab.Messaging.Payloads;
using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Persistence;

/// <summary>One transaction: the owner's rows, the inbox, the outbox and timers commit together or not at all. Not for concurrent use.</summary>
public sealed class UnitOfWork : IAsyncDisposable
{
    private static readonly byte[] NoAttachments = ContractCodec.Encode<IReadOnlyList<PayloadDescriptor>>([]);

    private readonly SqlStore _store;
    private readonly List<OutboxMessage> _sent = [];
    private readonly List<Action> _afterwards = [];
    private DateTimeOffset? _earliestTimer;
    private State _state;

    internal UnitOfWork(SqlStore store, DbConnection connection, DbTransaction transaction)
    {
        _store = store;
        Connection = connection;
        Transaction = transaction;
    }

    private enum State
    {
        Open = 0,
        Ended = 1,
        Disposed = 2,
    }

    public DbConnection Connection { get; }

    public DbTransaction Transaction { get; }

    /// <summary>
    /// Notes that an endpoint handles this message now. False where it has done so before: then nothing must be done.
    /// Endpoints with a transaction filter have this done for them.
    /// </summary>
    public bool Receive(string endpoint, Guid messageId) => Connection.Execute(
        "insert into inbox(endpoint, message_id, received) values (@endpoint, @messageId, @now) on conflict do nothing",
        new { endpoint, messageId, now = _store.Time.GetUtcNow() },
        Transaction) == 1;

    /// <summary>Sends after the commit. Inline bytes are left out of the row: the payload must be in the store's payload store.</summary>
    /// <param name="messageId">The same whenever this work is repeated: receivers drop copies by it.</param>
    /// <param name="attachments">Further payloads to send in parts before the message.</param>
    /// <exception cref="PayloadException">A payload is not in the payload store.</exception>
    public void Send<T>(string destination, T message, Guid messageId, params IReadOnlyList<PayloadDescriptor> attachments)
        where T : class, ICollaborationMessage
    {
        var stripped = PayloadStripper.Strip(message, _store.Payloads);
        var sequence = OutboxTable.Insert(Connection, Transaction, new OutboxRow
        {
            Destination = destination,
            MessageId = messageId,
            Type = MessageTypes.Of(typeof(T)).Name,
            Body = ContractCodec.Encode(stripped),
            Attachments = attachments.Count == 0 ? NoAttachments : ContractCodec.Encode(attachments),
        });
        _sent.Add(new OutboxMessage<T>(sequence, destination, messageId, stripped, attachments));
    }

    /// <summary>Sends a message when the time has come, also after a restart; replaces the timer of the same id.</summary>
    public void SetTimer<T>(Guid id, DateTimeOffset due, string destination, T message)
        where T : class, ICollaborationMessage
    {
        Connection.Execute(
            """
            insert into timer(id, due, destination, type, body) values (@id, @due, @destination, @type, @body)
            on conflict (id) do update
            set due = excluded.due, destination = excluded.destination, type = excluded.type, body = excluded.body
            """,
            new { id, due, destination, type = MessageTypes.Of(typeof(T)).Name, body = ContractCodec.Encode(message) },
            Transaction);
        _earliestTimer = _earliestTimer is { } earlier && earlier < due ? earlier : due;
    }

    public void CancelTimer(Guid id) => Connection.Execute("delete from timer where id = @id", new { id }, Transaction);

    /// <summary>Called after the commit, in the order given; not when it is rolled back. Must be short and must not throw.</summary>
    public void OnCommitted(Action action) => _afterwards.Add(action);

    /// <exception cref="StoreException">The disk is full or cannot be written.</exception>
    public Task CommitAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        _store.Commit(this);
        _state = State.Ended;

        // Before the next writer begins: the order of commits is the order of delivery.
        _store.Committed(_sent, _earliestTimer);
        _afterwards.ForEach(action => action());
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        if (_state != State.Disposed)
        {
            var open = _state == State.Open;
            _state = State.Disposed;
            _store.Release(this, open);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Moves timers that are due into the outbox and returns when the next one is.</summary>
    internal DateTimeOffset? FireTimers(DateTimeOffset now)
    {
        var due = Connection.Query<TimerRow>(
            "select id, due, destination, type, body from timer where due <= @now order by due, id", new { now }, Transaction);
        foreach (var timer in due)
        {
            var row = new OutboxRow
            {
                Destination = timer.Destination,
                MessageId = TimerMessageId(timer),
                Type = timer.Type,
                Body = timer.Body,
                Attachments = NoAttachments,
            };
            CancelTimer(timer.Id);
            if (IsReadable(row))
            {
                _sent.Add(OutboxMessage.From(row with { Seq = OutboxTable.Insert(Connection, Transaction, row) }));
            }
        }

        return Connection.ExecuteScalar<long?>("select min(due) from timer", transaction: Transaction) is { } next
            ? new DateTimeOffset(next, TimeSpan.Zero)
            : null;
    }

    /// <summary>A timer that another version has set, or that is torn, must not stop all the others.</summary>
    private bool IsReadable(OutboxRow row)
    {
        try
        {
            OutboxMessage.From(row);
            return true;
        }
        catch (Exception failure)
        {
            _store.Logger.LogError("A timer of type {Type} cannot be read and is dropped: {Reason}", row.Type, failure.Message);
            return false;
        }
    }

    /// <summary>The time belongs to the id: a timer that fires, is set again and fires again sends two different messages.</summary>
    private static Guid TimerMessageId(TimerRow timer)
    {
        Span<byte> input = stackalloc byte[24];
        timer.Id.TryWriteBytes(input, bigEndian: true, out _);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(input[16..], timer.Due.UtcTicks);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return new Guid(digest[..16], bigEndian: true);
    }

    private sealed record TimerRow
    {
        public Guid Id { get; init; }

        public DateTimeOffset Due { get; init; }

        public string Destination { get; init; } = string.Empty;

        public string Type { get; init; } = string.Empty;

        public byte[] Body { get; init; } = [];
    }
}
