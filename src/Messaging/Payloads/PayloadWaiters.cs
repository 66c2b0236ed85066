using EventCollab.Contracts;

namespace EventCollab.Messaging.Payloads;

/// <summary>Who waits for which payload. Whoever gives up leaves nothing behind: hashes that never come are free to name.</summary>
internal sealed class PayloadWaiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ContentHash, Waiting> _waiting = [];

    public void Announce(ContentHash hash)
    {
        Waiting? found;
        lock (_lock)
        {
            _waiting.Remove(hash, out found);
        }

        found?.Arrived.TrySetResult();
    }

    /// <param name="isThere">Asked after the waiter is known, so that no arrival falls between question and waiting.</param>
    public async Task WaitAsync(ContentHash hash, Func<ContentHash, bool> isThere, CancellationToken cancellationToken)
    {
        var waiting = Enter(hash);
        try
        {
            if (!isThere(hash))
            {
                await waiting.Arrived.Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Leave(hash, waiting);
        }
    }

    private Waiting Enter(ContentHash hash)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(hash, out var waiting))
            {
                _waiting.Add(hash, waiting = new Waiting());
            }

            waiting.Count++;
            return waiting;
        }
    }

    private void Leave(ContentHash hash, Waiting waiting)
    {
        lock (_lock)
        {
            if (--waiting.Count == 0 && _waiting.TryGetValue(hash, out var current) && current == waiting)
            {
                _waiting.Remove(hash);
            }
        }
    }

    private sealed class Waiting
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }
    }
}
