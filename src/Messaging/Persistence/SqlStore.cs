using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;
using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// A service's database with its inbox, outbox and timers. Writers wait for their turn here, not inside the database:
/// SQLite's own waiting would block threads of the pool.
/// </summary>
public sealed class SqlStore : IAsyncDisposable
{
    private readonly SqlStoreOptions _options;
    private readonly SemaphoreSlim _writers;
    private readonly ConcurrentBag<DbConnection> _idle = [];
    private readonly ConcurrentBag<DbConnection> _idleReaders = [];
    private readonly TaskCompletionSource<StoreException> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OutboxDelivery _outbox;
    private readonly TimerService _timers;
    private readonly InboxCleanup _cleanup;
    private int _disposed;

    private SqlStore(SqlStoreOptions options)
    {
        _options = options;
        _writers = new SemaphoreSlim(options.Dialect.MaxWriters, options.Dialect.MaxWriters);
        _outbox = new OutboxDelivery(this, options);
        _timers = new TimerService(this, options);
        _cleanup = new InboxCleanup(this, options);
    }

    /// <summary>Completes when the store has failed in a way that repeating does not heal; the service cannot go on.</summary>
    public Task<StoreException> Failure => _failure.Task;

    internal TimeProvider Time => _options.Time;

    internal ILogger Logger => _options.Logger;

    internal IPayloadStore? Payloads => _options.Payloads;

    internal ISqlDialect Dialect => _options.Dialect;

    /// <summary>Opens the store and makes the tables that are missing.</summary>
    /// <exception cref="StoreException">It cannot be opened or written.</exception>
    public static SqlStore Open(SqlStoreOptions options)
    {
        DapperTypes.EnsureRegistered();
        var connection = options.Dialect.Open();
        try
        {
            using var transaction = options.Dialect.Begin(connection);
            foreach (var statement in options.Dialect.Schema.Concat(options.Schema))
            {
                connection.Execute(statement, transaction: transaction);
            }

            transaction.Commit();
        }
        catch (DbException failure)
        {
            Close(connection);
            throw options.Dialect.Explain(failure) ?? new StoreException($"The tables cannot be made: {failure.Message}", failure);
        }

        var store = new SqlStore(options);
        store._idle.Add(connection);
        return store;
    }

    /// <summary>Begins a transaction, waiting for its turn where the database has one writer. Dispose it; what was not committed is undone.</summary>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public async Task<UnitOfWork> BeginAsync(CancellationToken cancellationToken)
    {
        await _writers.WaitAsync(cancellationToken);
        DbConnection? connection = null;
        try
        {
            connection = _idle.TryTake(out var idle) ? idle : Dialect.Open();
            return new UnitOfWork(this, connection, Dialect.Begin(connection));
        }
        catch (Exception failure)
        {
            try
            {
                if (connection is not null)
                {
                    Close(connection);
                }
            }
            finally
            {
                _writers.Release();
            }

            throw Explain(failure) ?? failure;
        }
    }

    /// <summary>A connection for reading what is committed; never waits for writers. Kept open between uses: opening costs more than a query.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
#pragma warning disable CA2000 // The lease gives it back, and the store closes it.
    public ReadLease OpenRead() => new(this, _idleReaders.TryTake(out var idle) ? idle : Dialect.OpenRead());
#pragma warning restore CA2000

    /// <summary>Starts delivering: first what an earlier run left in the outbox, then what is committed, and timers that are due.</summary>
    public async Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        await _outbox.StartAsync(sender, cancellationToken);
        _timers.Start();
        _cleanup.Start();
    }

    /// <summary>Stops delivering; what is not delivered stays for the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _cleanup.StopAsync();
        await _timers.StopAsync();
        await _outbox.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await StopAsync(CancellationToken.None);
        foreach (var idle in (ConcurrentBag<DbConnection>[])[_idleReaders, _idle])
        {
            while (idle.TryTake(out var connection))
            {
                await connection.DisposeAsync();
            }
        }

        _cleanup.Dispose();
        _timers.Dispose();
        _outbox.Dispose();
        _writers.Dispose();
    }

    internal Task CleanInboxAsync(CancellationToken cancellationToken) => _cleanup.CleanAsync(cancellationToken);

    /// <summary>The one line for a failure that repeating does not heal, known to <see cref="Failure"/> from here on.</summary>
    internal StoreException? Explain(Exception failure)
    {
        var explained = failure as StoreException ?? (failure as DbException is { } database ? Dialect.Explain(database) : null);
        if (explained is not null)
        {
            _failure.TrySetResult(explained);
        }

        return explained;
    }

    internal void Commit(UnitOfWork work)
    {
        var delivered = _outbox.TakeDelivered();
        try
        {
            if (delivered.Count > 0)
            {
                OutboxTable.Delete(work.Connection, work.Transaction, delivered);
            }

            work.Transaction.Commit();
        }
        catch (Exception failure)
        {
            _outbox.PutBack(delivered);
            if (Explain(failure) is { } explained)
            {
                throw explained;
            }

            throw;
        }
    }

    internal void Committed(IReadOnlyList<OutboxMessage> sent, DateTimeOffset? earliestTimer)
    {
        _outbox.Enqueue(sent);
        if (earliestTimer is { } due)
        {
            _timers.Wake(due);
        }
    }

    internal void Return(DbConnection reader)
    {
        // Read while the store was closed: nobody would come to close it any more.
        if (Volatile.Read(ref _disposed) == 1)
        {
            Close(reader);
        }
        else
        {
            _idleReaders.Add(reader);
        }
    }

    internal void Release(UnitOfWork work, bool undo)
    {
        var usable = true;
        try
        {
            if (undo)
            {
                work.Transaction.Rollback();
            }

            work.Transaction.Dispose();
        }
        catch (DbException)
        {
            // A connection that cannot even roll back is not used again; closing it undoes the work.
            usable = false;
        }

        try
        {
            if (usable)
            {
                _idle.Add(work.Connection);
            }
            else
            {
                Close(work.Connection);
            }
        }
        finally
        {
            // Whatever closing throws: a turn that is not given back stops every writer for good.
            _writers.Release();
        }
    }

    /// <summary>SQLite undoes a transaction on its own when the disk is full; closing then fails, and must not hide why.</summary>
    private static void Close(DbConnection connection)
    {
        try
        {
            connection.Dispose();
        }
        catch (DbException)
        {
            // The failure that made it unusable is on its way to the caller.
        }
    }
}
