using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>What a queue received, and a way to wait for what it will.</summary>
internal sealed class ReceivedMessages
{
    private readonly Lock _lock = new();
    private readonly List<ICollaborationMessage> _messages = [];
    private readonly List<(Func<ICollaborationMessage, bool> Match, TaskCompletionSource<ICollaborationMessage> Found)> _waiters = [];

    public IReadOnlyList<T> All<T>()
    {
        lock (_lock)
        {
            return [.. _messages.OfType<T>()];
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
        }
    }

    public void Add(ICollaborationMessage message)
    {
        lock (_lock)
        {
            _messages.Add(message);
            foreach (var waiter in _waiters.Where(w => w.Match(message)).ToList())
            {
                _waiters.Remove(waiter);
                waiter.Found.TrySetResult(message);
            }
        }
    }

    public async Task<T> UntilAsync<T>(Func<T, bool>? match = null)
        where T : class, ICollaborationMessage
    {
        bool Matches(ICollaborationMessage message) => message is T typed && (match?.Invoke(typed) ?? true);

        Task<ICollaborationMessage> found;
        lock (_lock)
        {
            if (_messages.Find(Matches) is T there)
            {
                return there;
            }

            var source = new TaskCompletionSource<ICollaborationMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((Matches, source));
            found = source.Task;
        }

        return (T)await found.WaitAsync(HubScene.Patience, TestContext.Current.CancellationToken);
    }
}
