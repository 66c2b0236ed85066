namespace EventCollab.Messaging.Persistence;

/// <summary>Puts items that arrive at the same time into one transaction, so that a round costs few commits.</summary>
/// <param name="write">Writes a batch; where it throws, its items are tried one by one.</param>
public sealed class GroupCommit<T>(
    SqlStore store, Func<UnitOfWork, IReadOnlyList<T>, CancellationToken, Task> write, int maxBatch = 256) : IAsyncDisposable
{
    internal SqlStore Store => store;

    internal Func<UnitOfWork, IReadOnlyList<T>, CancellationToken, Task> Write => write;

    internal int MaxBatch => maxBatch;

    /// <summary>Returns when the item is committed, or throws what its write threw.</summary>
    public Task AddAsync(T item, CancellationToken cancellationToken) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
