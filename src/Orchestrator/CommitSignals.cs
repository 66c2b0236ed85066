using System.Threading.Channels;
using EventCollab.Contracts;

namespace EventCollab.Orchestrator;

/// <summary>Wakes those who watch a collaboration after each commit that touched it. A slow watcher gets the newest state once.</summary>
internal sealed class CommitSignals
{
    private readonly Lock _lock = new();
    private readonly List<Watch> _watches = [];

    public void Signal(CollaborationId collaboration)
    {
        lock (_lock)
        {
            foreach (var watch in _watches.Where(w => w.Collaboration == collaboration))
            {
                watch.Wake();
            }
        }
    }

    public Watch Begin(CollaborationId collaboration)
    {
        var watch = new Watch(this, collaboration);
        lock (_lock)
        {
            _watches.Add(watch);
        }

        return watch;
    }

    internal sealed class Watch(CommitSignals owner, CollaborationId collaboration) : IDisposable
    {
        private readonly Channel<bool> _signal =
            Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public CollaborationId Collaboration => collaboration;

        public void Wake() => _signal.Writer.TryWrite(true);

        /// <summary>Returns after a commit since the last time.</summary>
        public async Task NextAsync(CancellationToken cancellationToken) => await _signal.Reader.ReadAsync(cancellationToken);

        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._watches.Remove(this);
            }
        }
    }
}
