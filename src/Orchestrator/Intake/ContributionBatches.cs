using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Orchestrator.Intake;

/// <summary>
/// Hands contributions that arrive at the same time to the saga as one event: the saga's transaction is their commit, so a
/// round of many organizations costs a handful of them. A delivery is acknowledged only when the broker has the event.
/// </summary>
internal sealed class ContributionBatches(Func<ContributionsCollected, CancellationToken, Task> send) : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private readonly Channel<Item> _queue = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = RunAsync();

    /// <summary>Returns when the broker has the event that names the contribution.</summary>
    public async Task AddAsync(CollectedContribution contribution, CancellationToken cancellationToken)
    {
        var item = new Item(contribution);
        if (!_queue.Writer.TryWrite(item))
        {
            throw new OperationCanceledException("The hub is stopping.");
        }

        await item.Done.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<Item>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            foreach (var group in batch.GroupBy(i => i.Contribution.Collaboration))
            {
                await SendAsync(group.Key, [.. group]);
            }
        }
    }

    private async Task SendAsync(CollaborationId collaboration, List<Item> items)
    {
        try
        {
            await send(
                new ContributionsCollected { Collaboration = collaboration, Contributions = [.. items.Select(i => i.Contribution)] },
                _stop.Token);
            items.ForEach(i => i.Done.TrySetResult());
        }
        catch (Exception exception)
        {
            // The deliveries fail and come again; the rules recognise those that were counted.
            items.ForEach(i => i.Done.TrySetException(exception));
        }
    }

    private sealed record Item(CollectedContribution Contribution)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
