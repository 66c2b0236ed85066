using System.Data.Common;

namespace EventCollab.Messaging.Persistence;

/// <summary>SQLite in one file, in write-ahead mode.</summary>
/// <param name="path">The database file; its folder is made where it is not there.</param>
/// <param name="durable">True: every commit is on the disk before it counts. False: commits survive a killed process, not a power cut.</param>
public sealed class SqliteDialect(string path, bool durable) : ISqlDialect
{
    public string Path => path;

    public bool Durable => durable;

    public int MaxWriters => 1;

    public IReadOnlyList<string> Schema => [];

    public DbConnection Open() => throw new NotImplementedException();

    public DbTransaction Begin(DbConnection connection) => throw new NotImplementedException();

    public bool IsTransient(DbException exception) => throw new NotImplementedException();

    public StoreException? Explain(DbException exception) => throw new NotImplementedException();
}
