using System.Threading.Channels;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// Puts items that arrive at the same time into one transaction, so that a round costs few commits. Nobody waits for a
/// batch to fill: while one commits, the next gathers.
/// </summary>
public sealed class GroupCommit<T> : IAsyncDisposable
{
    private readonly SqlStore _store;
    private readonly Func<UnitOfWork, IReadOnlyList<T>, CancellationToken, Task> _write;
    private readonly int _maxBatch;
    private readonly Channel<Item> _waiting = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _run;

    /// <param name="write">Writes a batch; where it throws, the batch is undone and its items are tried one by one.</param>
    /// <param name="maxBatch">Items of one transaction at most.</param>
    public GroupCommit(SqlStore store, Func<UnitOfWork, IReadOnlyList<T>, CancellationToken, Task> write, int maxBatch = 256)
    {
        _store = store;
        _write = write;
        _maxBatch = maxBatch;
        _run = Task.Run(RunAsync);
    }

    /// <summary>Returns when the item is committed, or throws what its write threw. Cancelling stops the waiting, not the write.</summary>
    public Task AddAsync(T item, CancellationToken cancellationToken)
    {
        var entry = new Item(item);
        return _waiting.Writer.TryWrite(entry)
            ? entry.Done.Task.WaitAsync(cancellationToken)
            : throw new ObjectDisposedException(GetType().Name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_waiting.Writer.TryComplete())
        {
            await _stopping.CancelAsync();
            await _run;
            _stopping.Dispose();
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<Item>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < _maxBatch && _waiting.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<Item> batch)
    {
        var failure = await TryCommitAsync(batch);
        if (failure is null || batch.Count == 1 || failure is StoreException or OperationCanceledException)
        {
            batch.ForEach(item => item.End(failure));
            return;
        }

        // One bad item must not take the others with it.
        foreach (var item in batch)
        {
            item.End(await TryCommitAsync([item]));
        }
    }

    private async Task<Exception?> TryCommitAsync(List<Item> batch)
    {
        try
        {
            await using var work = await _store.BeginAsync(_stopping.Token);
            await _write(work, batch.ConvertAll(item => item.Value), _stopping.Token);
            await work.CommitAsync(_stopping.Token);
            return null;
        }
        catch (Exception failure)
        {
            return _store.Explain(failure) ?? failure;
        }
    }

    private sealed record Item(T Value)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End(Exception? failure)
        {
            if (failure is null)
            {
                Done.SetResult();
            }
            else
            {
                Done.SetException(failure);
            }
        }
    }
}
