using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace EventCollab.Messaging.Persistence;

/// <summary>Borrows the prepared statement of its text from the connection and gives it back when it is disposed. Text before parameters.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
#pragma warning disable CA2213 // Lent by the connection, which gets the statement back; the transaction is its owner's.
    private SqliteCommand? _statement;
    private SqliteTransaction? _transaction;
#pragma warning restore CA2213
    private SqliteDataReader? _reader;
    private bool _hasParameters;

    [AllowNull]
    public override string CommandText
    {
        get => _statement?.CommandText ?? string.Empty;
        set
        {
            // Dapper changes the text of a command with a list after it has added the parameters: they stay with the command.
            DbParameter[] parameters = [.. _statement?.Parameters.Cast<DbParameter>() ?? []];
            GiveBack();
            _statement = connection.Take(value ?? string.Empty);
            _statement.Parameters.AddRange(parameters);
            if (_transaction is { } transaction)
            {
                _statement.Transaction = transaction;
            }
        }
    }

    public override int CommandTimeout
    {
        get => Statement.CommandTimeout;
        set => Statement.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => Statement.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("A prepared statement belongs to its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => Statement.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _statement?.Transaction ?? _transaction;
        set
        {
            _transaction = (SqliteTransaction?)value;
            if (_statement is { } statement)
            {
                statement.Transaction = _transaction;
            }
        }
    }

    private SqliteCommand Statement => _statement ?? throw new InvalidOperationException("Set the command's text first.");

    public override void Cancel() => Statement.Cancel();

    public override void Prepare() => Statement.Prepare();

    public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

    public override object? ExecuteScalar() => Ready().ExecuteScalar();

    protected override DbParameter CreateDbParameter() => Statement.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _reader = Ready().ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack();
        }

        base.Dispose(disposing);
    }

    /// <summary>Prepared as a whole: what the provider prepares on the way, it forgets unless all results are read.</summary>
    private SqliteCommand Ready()
    {
        // Asked here, because Dapper takes the parameters away before it disposes a command.
        _hasParameters = Statement.Parameters.Count > 0;
        Statement.Prepare();
        return Statement;
    }

    private void GiveBack()
    {
        // A statement that is still being read would refuse its next user.
        _reader?.Dispose();
        if (_statement is { } statement)
        {
            connection.GiveBack(statement, keep: _hasParameters);
        }

        (_reader, _statement, _hasParameters) = (null, null, false);
    }
}
