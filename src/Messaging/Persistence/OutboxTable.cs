using System.Data.Common;
using System.Globalization;
using Dapper;

namespace EventCollab.Messaging.Persistence;

/// <summary>The statements of the outbox.</summary>
internal static class OutboxTable
{
    public static long Insert(DbConnection connection, DbTransaction transaction, OutboxRow row) =>
        connection.ExecuteScalar<long>(
            """
            insert into outbox(destination, message_id, type, body, attachments)
            values (@Destination, @MessageId, @Type, @Body, @Attachments) returning seq
            """,
            row,
            transaction);

    public static IEnumerable<OutboxRow> ReadAll(DbConnection connection, DbTransaction transaction) =>
        connection.Query<OutboxRow>(
            "select seq, destination, message_id as MessageId, type, body, attachments from outbox order by seq", transaction: transaction);

    /// <summary>One statement for all. The numbers stand in its text: as parameters they would be hundreds.</summary>
    public static void Delete(DbConnection connection, DbTransaction transaction, IReadOnlyList<long> sequences)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture, $"delete from outbox where seq in ({string.Join(',', sequences)})");
        command.ExecuteNonQuery();
    }
}
