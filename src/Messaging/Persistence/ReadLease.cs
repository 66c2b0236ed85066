using System.Data.Common;

namespace EventCollab.Messaging.Persistence;

/// <summary>A connection for reading what is committed, lent by the store. Dispose it when everything is read.</summary>
public sealed class ReadLease : IAsyncDisposable
{
    private readonly SqlStore _store;
    private bool _returned;

    internal ReadLease(SqlStore store, DbConnection connection) => (_store, Connection) = (store, connection);

    public DbConnection Connection { get; }

    public ValueTask DisposeAsync()
    {
        if (!_returned)
        {
            _returned = true;
            _store.Return(Connection);
        }

        return ValueTask.CompletedTask;
    }
}
