using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EventCollab.Messaging.Persistence;

/// <summary>SQLite in one file, in write-ahead mode.</summary>
/// <param name="path">The database file; its folder is made where it is not there.</param>
/// <param name="durable">True: every commit is on the disk before it counts. False: commits survive a killed process, not a power cut.</param>
public sealed class SqliteDialect(string path, bool durable) : ISqlDialect
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    private readonly string _path = Path.GetFullPath(path);

    public int MaxWriters => 1;

    public IReadOnlyList<string> Schema { get; } =
    [
        """
        create table if not exists inbox(
            endpoint text not null, message_id blob not null, received integer not null,
            primary key (endpoint, message_id)) without rowid
        """,
        "create index if not exists inbox_received on inbox(received)",
        """
        create table if not exists outbox(
            seq integer primary key autoincrement, destination text not null, message_id blob not null,
            type text not null, body blob not null, attachments blob not null)
        """,
        """
        create table if not exists timer(
            id blob not null primary key, due integer not null, destination text not null,
            type text not null, body blob not null) without rowid
        """,
        "create index if not exists timer_due on timer(due)",
        """
        create table if not exists saga(
            kind text not null, id blob not null, version integer not null, state text not null, body text not null,
            primary key (kind, id)) without rowid
        """,
    ];

    public DbConnection Open()
    {
        SQLitePCL.Batteries_V2.Init();
        CreateFolder();
        return Open(SqliteOpenMode.ReadWriteCreate);
    }

    public DbConnection OpenRead() => Open(SqliteOpenMode.ReadOnly);

    public DbTransaction Begin(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public bool IsTransient(DbException exception) => exception is SqliteException { SqliteErrorCode: Busy or Locked };

    public StoreException? Explain(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        Full => new StoreException($"The disk of '{_path}' is full: free some space and start again.", exception),
        ReadOnly or CannotOpen => new StoreException(
            $"'{_path}' cannot be written: give this user write permission or choose another folder.", exception),
        InputOutput => new StoreException($"The disk of '{_path}' fails or is full: {exception.Message}", exception),
        Corrupt or NotADatabase => new StoreException(
            $"'{_path}' is damaged or belongs to another program: restore it or choose another folder.", exception),
        _ => null,
    };

    private PreparedConnection Open(SqliteOpenMode mode)
    {
        // The store keeps its connections itself; the provider's pool would hand them out without our settings.
        var text = new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false, DefaultTimeout = 30 };
        var connection = new PreparedConnection(text.ToString());
        try
        {
            connection.Open();
            using var settings = connection.CreateCommand();
            settings.CommandText = mode == SqliteOpenMode.ReadOnly
                ? "pragma busy_timeout = 30000"
                : $"pragma busy_timeout = 30000; pragma journal_mode = wal; pragma synchronous = {(durable ? "full" : "off")}";
            settings.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Explain(failure) ?? new StoreException($"'{_path}' cannot be opened: {failure.Message}", failure);
        }
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From(failure, _path);
        }
    }
}
