using System.Collections.Concurrent;
using EventCollab.Contracts;

namespace EventCollab.OrgAgent;

/// <summary>One token a collaboration, cancelled when it ends for the organization or when the agent stops.</summary>
internal sealed class RunningTokens(CancellationToken stopping)
{
    private readonly ConcurrentDictionary<CollaborationId, CancellationTokenSource> _running = new();

    public CancellationToken Of(CollaborationId collaboration) =>
        _running.GetOrAdd(collaboration, _ => CancellationTokenSource.CreateLinkedTokenSource(stopping)).Token;

    /// <summary>Cancels what runs. Of two ends at the same time one finds it: the other must not cancel what the first has disposed.</summary>
    /// <returns>To be disposed where nothing looks at the token any more; null where nothing ran.</returns>
    public async Task<IDisposable?> EndAsync(CollaborationId collaboration)
    {
#pragma warning disable CA2000 // The caller disposes it, later.
        if (!_running.TryRemove(collaboration, out var running))
        {
            return null;
        }
#pragma warning restore CA2000

        await running.CancelAsync();
        return running;
    }
}
