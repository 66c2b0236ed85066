using Dapper;
using EventCollab.Messaging.Persistence;
using Microsoft.Data.Sqlite;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>The laws of a store on SQLite, and what only SQLite can run into.</summary>
public sealed class SqliteStoreTests : StoreLaws
{
    private protected override ISqlDialect Dialect() => new SqliteDialect(Path.Combine(Folder, "store.db"), durable: false);

    [Fact]
    public async Task A_durable_store_synchronises_every_commit_and_the_other_none()
    {
        await using var durable = SqlStore.Open(new SqlStoreOptions { Dialect = new SqliteDialect(Path.Combine(Folder, "durable.db"), durable: true) });
        await using var fast = Open();

        (await SettingAsync(durable, "synchronous")).ShouldBe(2);
        (await SettingAsync(fast, "synchronous")).ShouldBe(0);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_one_line()
    {
        var file = Path.Combine(Folder, "file");
        File.WriteAllText(file, string.Empty);

        var failure = Should.Throw<StoreException>(() => SqlStore.Open(new SqlStoreOptions { Dialect = new SqliteDialect(Path.Combine(file, "x.db"), durable: false) }));

        failure.Message.ShouldNotContain('\n');
        failure.Message.ShouldContain(file);
    }

    [Fact]
    public void A_file_of_another_program_is_one_line_and_stays_as_it_is()
    {
        var path = Path.Combine(Folder, "store.db");
        File.WriteAllText(path, new string('x', 5000));

        Should.Throw<StoreException>(() => Open()).Message.ShouldContain("another program");

        File.ReadAllText(path).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_full_disk_is_one_line_and_known_to_the_service()
    {
        await using var store = Open();
        await using (var work = await store.BeginAsync(Token))
        {
            await work.CommitAsync(Token);
            await work.Connection.ExecuteAsync("pragma max_page_count = 1");
        }

        var failure = await Should.ThrowAsync<StoreException>(FillAsync);

        failure.Message.ShouldContain("full");
        (await store.Failure).ShouldBe(failure);

        async Task FillAsync()
        {
            await using var work = await store.BeginAsync(Token);
            try
            {
                await work.Connection.ExecuteAsync(
                    "insert into outbox(destination, message_id, type, body, attachments) values ('', x'00', '', @body, x'00')",
                    new { body = new byte[200_000] },
                    work.Transaction);
                await work.CommitAsync(Token);
            }
            catch (SqliteException full) when (store.Explain(full) is { } explained)
            {
                throw explained;
            }
        }
    }

    private static async Task<long> SettingAsync(SqlStore store, string name)
    {
        await using var work = await store.BeginAsync(Token);
        return await work.Connection.ExecuteScalarAsync<long>($"pragma {name}");
    }
}
