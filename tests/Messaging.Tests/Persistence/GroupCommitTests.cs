using Dapper;
using EventCollab.Messaging.Persistence;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>Items that arrive together share a commit.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Items_that_arrive_while_a_batch_is_written_share_the_next_transaction()
    {
        await using var store = Open();
        var (started, proceed) = (new TaskCompletionSource(), new TaskCompletionSource());
        var batches = new List<int>();
        await using var group = new GroupCommit<int>(store, async (work, items, _) =>
        {
            batches.Add(items.Count);
            started.TrySetResult();
            await proceed.Task;
            Insert(work, items);
        });

        var first = group.AddAsync(0, Token);
        await started.Task;
        var others = Enumerable.Range(1, 10).Select(item => group.AddAsync(item, Token)).ToList();
        proceed.SetResult();
        await Task.WhenAll([first, .. others]);

        batches.ShouldBe([1, 10]);
        (await CountAsync(store)).ShouldBe(11);
    }

    [Fact]
    public async Task An_item_that_cannot_be_written_fails_alone()
    {
        await using var store = Open();
        var (started, proceed) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var group = new GroupCommit<int>(store, async (work, items, _) =>
        {
            started.TrySetResult();
            await proceed.Task;
            Insert(work, items);
        });

        var first = group.AddAsync(1, Token);
        await started.Task;
        var (good, twice, alsoGood) = (group.AddAsync(2, Token), group.AddAsync(1, Token), group.AddAsync(3, Token));
        proceed.SetResult();

        await Task.WhenAll(first, good, alsoGood);
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => twice);
        (await CountAsync(store)).ShouldBe(3);
    }

    [Fact]
    public async Task A_batch_is_never_larger_than_allowed()
    {
        await using var store = Open();
        var largest = 0;
        await using var group = new GroupCommit<int>(
            store,
            (work, items, _) =>
            {
                largest = Math.Max(largest, items.Count);
                Insert(work, items);
                return Task.CompletedTask;
            },
            maxBatch: 4);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(item => group.AddAsync(item, Token)));

        largest.ShouldBeLessThanOrEqualTo(4);
        (await CountAsync(store)).ShouldBe(50);
    }

    [Fact]
    public async Task Whoever_waits_when_it_is_stopped_is_told()
    {
        await using var store = Open();
        await using var blocking = await store.BeginAsync(Token);
        var group = new GroupCommit<int>(store, (_, _, _) => Task.CompletedTask);
        var waiting = group.AddAsync(1, Token);

        await group.DisposeAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        Should.Throw<ObjectDisposedException>(() => { _ = group.AddAsync(2, Token); });
    }

    private SqlStore Open() => SqlStore.Open(new SqlStoreOptions
    {
        Dialect = new SqliteDialect(_folder["store.db"], durable: false),
        Schema = ["create table if not exists item(value integer not null primary key)"],
    });

    private static void Insert(UnitOfWork work, IReadOnlyList<int> items) =>
        work.Connection.Execute("insert into item(value) values (@value)", items.Select(value => new { value }), work.Transaction);

    private static async Task<long> CountAsync(SqlStore store)
    {
        await using var connection = store.OpenRead();
        return await connection.ExecuteScalarAsync<long>("select count(*) from item");
    }
}
