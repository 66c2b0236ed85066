using System.Data.Common;
using EventCollab.Messaging.Transport;

namespace EventCollab.Messaging.Persistence;

/// <summary>A service's database with its inbox, outbox and timers.</summary>
public sealed class SqlStore : IAsyncDisposable
{
    /// <summary>Opens the store and makes the tables that are missing.</summary>
    /// <exception cref="StoreException">It cannot be opened or written.</exception>
    public static SqlStore Open(SqlStoreOptions options) => throw new NotImplementedException();

    /// <summary>Begins a transaction, waiting for its turn where the database has one writer. Dispose it; what was not committed is undone.</summary>
    public Task<UnitOfWork> BeginAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A connection for reading what is committed; never waits for writers. Dispose it.</summary>
    public DbConnection OpenRead() => throw new NotImplementedException();

    /// <summary>Starts delivering: first what an earlier run left in the outbox, then what is committed, and timers that are due.</summary>
    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Stops delivering; what is not delivered stays for the next start.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
