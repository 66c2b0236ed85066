using System.Data.Common;
using EventCollab.Messaging.Persistence;
using Microsoft.Data.Sqlite;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>A database whose second transaction cannot begin, on a connection that throws when it is closed.</summary>
internal sealed class BrokenOnce(ISqlDialect dialect) : ISqlDialect
{
    private int _begun;

    public int MaxWriters => dialect.MaxWriters;

    public IReadOnlyList<string> Schema => dialect.Schema;

    public DbConnection Open()
    {
        var connection = new Unclosable(((SqliteConnection)dialect.Open()).ConnectionString);
        connection.Open();
        return connection;
    }

    public DbConnection OpenRead() => dialect.OpenRead();

    public DbTransaction Begin(DbConnection connection)
    {
        if (++_begun != 2)
        {
            return dialect.Begin(connection);
        }

        ((Unclosable)connection).Throws = true;
        throw new InvalidOperationException("It cannot begin.");
    }

    public DbTransaction BeginRead(DbConnection connection) => dialect.BeginRead(connection);

    public bool IsTransient(DbException exception) => dialect.IsTransient(exception);

    public StoreException? Explain(DbException exception) => dialect.Explain(exception);

    private sealed class Unclosable(string connectionString) : SqliteConnection(connectionString)
    {
        public bool Throws { get; set; }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && Throws)
            {
                throw new InvalidOperationException("It cannot close.");
            }
        }
    }
}
