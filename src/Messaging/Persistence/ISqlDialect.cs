using System.Data.Common;

namespace EventCollab.Messaging.Persistence;

/// <summary>What differs between the databases that a store can lie in. Everything else is SQL that both understand.</summary>
public interface ISqlDialect
{
    /// <summary>Writers that can work at the same time: one in SQLite.</summary>
    int MaxWriters { get; }

    /// <summary>Statements that make our tables, each harmless where the table is there.</summary>
    IReadOnlyList<string> Schema { get; }

    /// <summary>Opens a connection that may write.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    DbConnection Open();

    /// <summary>Opens a connection that only reads.</summary>
    /// <exception cref="StoreException">It cannot be opened.</exception>
    DbConnection OpenRead();

    /// <summary>Begins a transaction that may write.</summary>
    DbTransaction Begin(DbConnection connection);

    /// <summary>Begins a transaction whose queries all see one state of the database, whatever is committed meanwhile.</summary>
    DbTransaction BeginRead(DbConnection connection);

    /// <summary>True where the same work may succeed when it is repeated.</summary>
    bool IsTransient(DbException exception);

    /// <summary>The exception for a failure that repeating does not heal, or null where the exception speaks for itself.</summary>
    StoreException? Explain(DbException exception);
}
