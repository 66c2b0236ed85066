using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// A connection that keeps its prepared statements: SQLite would parse the same few texts at every message, which costs
/// more than running them. For one user at a time, as every connection.
/// </summary>
internal sealed class PreparedConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Far above the number of texts in the services; a text that changes each time must not fill the memory.
    private const int MaxKept = 128;

    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);

    /// <summary>The statement of this text, prepared if it ran before.</summary>
    internal SqliteCommand Take(string text)
    {
        if (_kept.Remove(text, out var kept))
        {
            // What the provider does for a new command: it belongs to the transaction that is open.
            kept.Transaction = Transaction;
            return kept;
        }

        var command = base.CreateCommand();
        command.CommandText = text;
        return command;
    }

    /// <param name="keep">False for a text without parameters: it carries its values in itself and hardly comes again.</param>
    internal void GiveBack(SqliteCommand command, bool keep)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (!keep || _kept.Count >= MaxKept || !_kept.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);
}
