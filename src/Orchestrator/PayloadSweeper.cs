using System.Threading.Channels;
using Dapper;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using Microsoft.Extensions.Logging;

namespace EventCollab.Orchestrator;

/// <summary>
/// Deletes payloads that no row names any more. Payloads of equal bytes are one file, so one that has just come in may be
/// an old one: what the intake holds is never deleted before the saga has judged it.
/// </summary>
internal sealed class PayloadSweeper(IPayloadStore payloads, ILogger logger) : IAsyncDisposable
{
    private readonly Channel<Item> _queue = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<ContentHash, int> _held = [];
    private readonly Dictionary<Guid, HashSet<ContentHash>> _messages = [];
    private readonly HashSet<ContentHash> _waiting = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private Task _loop = Task.CompletedTask;

    public void Start(SqlStore store) => _loop = RunAsync(store);

    /// <summary>Holds a payload on its way from the intake to the saga.</summary>
    public async Task HoldAsync(ContentHash hash, CancellationToken cancellationToken)
    {
        // The gate: a deletion that has begun must end before the bytes are stored again.
        await _gate.WaitAsync(cancellationToken);
        try
        {
            lock (_lock)
            {
                _held[hash] = _held.GetValueOrDefault(hash) + 1;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Holds a payload until the saga has handled this message, once however often the message is sent.</summary>
    public async Task HoldAsync(Guid message, ContentHash hash, CancellationToken cancellationToken)
    {
        await HoldAsync(hash, cancellationToken);
        lock (_lock)
        {
            if (!_messages.TryGetValue(message, out var hashes))
            {
                _messages.Add(message, hashes = []);
            }

            if (hashes.Add(hash))
            {
                return;
            }
        }

        Release(hash);
    }

    /// <summary>
    /// The saga has handled the message, be it as a copy or as one that came too late: what no row names now is deleted.
    /// </summary>
    public void Release(Guid message)
    {
        HashSet<ContentHash>? hashes;
        lock (_lock)
        {
            _messages.Remove(message, out hashes);
        }

        foreach (var hash in hashes ?? [])
        {
            Release(hash);
            Sweep([hash]);
        }
    }

    /// <summary>The saga has judged it, or it never got that far.</summary>
    public void Release(ContentHash hash)
    {
        lock (_lock)
        {
            if (_held.GetValueOrDefault(hash) > 1)
            {
                _held[hash]--;
                return;
            }

            _held.Remove(hash);
            if (_waiting.Remove(hash))
            {
                _queue.Writer.TryWrite(new Item(hash, null));
            }
        }
    }

    public void Sweep(IReadOnlyList<ContentHash> hashes)
    {
        foreach (var hash in hashes)
        {
            _queue.Writer.TryWrite(new Item(hash, null));
        }
    }

    /// <summary>Completes when everything that was queued before has been looked at.</summary>
    public Task SweptAsync()
    {
        var swept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite(new Item(default, swept));
        return swept.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _gate.Dispose();
    }

    private async Task RunAsync(SqlStore store)
    {
        await foreach (var (hash, swept) in _queue.Reader.ReadAllAsync())
        {
            if (swept is not null)
            {
                swept.TrySetResult();
                continue;
            }

            try
            {
                await SweepAsync(store, hash);
            }
            catch (Exception exception)
            {
                // A file too many is no reason to stop a collaboration.
                logger.LogWarning("Payload {Hash} could not be deleted: {Reason}", hash, exception.Message);
            }
        }
    }

    private async Task SweepAsync(SqlStore store, ContentHash hash)
    {
        await _gate.WaitAsync();
        try
        {
            if (!IsHeld(hash) && !await IsNamedAsync(store, hash))
            {
                await payloads.DeleteAsync(hash, CancellationToken.None);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool IsHeld(ContentHash hash)
    {
        lock (_lock)
        {
            return _held.ContainsKey(hash) && (_waiting.Add(hash) || true);
        }
    }

    private static async Task<bool> IsNamedAsync(SqlStore store, ContentHash hash)
    {
        await using var lease = store.OpenRead();
        return await lease.Connection.ExecuteScalarAsync<long>(
            "select count(*) from payload where hash = @hash", new { hash = hash.ToString() }) > 0;
    }

    private sealed record Item(ContentHash Hash, TaskCompletionSource? Swept);
}
