using System.Data.Common;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// A connection for reading what is committed, lent by the store: all its queries see one state, so that what they find
/// fits together. Dispose it when everything is read.
/// </summary>
public sealed class ReadLease : IAsyncDisposable
{
    private readonly SqlStore _store;
    private readonly DbTransaction _snapshot;
    private bool _returned;

    internal ReadLease(SqlStore store, DbConnection connection)
    {
        (_store, Connection) = (store, connection);
        _snapshot = store.Dialect.BeginRead(connection);
    }

    public DbConnection Connection { get; }

    public ValueTask DisposeAsync()
    {
        if (!_returned)
        {
            _returned = true;
            _snapshot.Dispose();
            _store.Return(Connection);
        }

        return ValueTask.CompletedTask;
    }
}
