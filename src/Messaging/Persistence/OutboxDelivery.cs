using System.Threading.Channels;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;
using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// Sends what was committed: to each destination in the order of the commits, to different ones at the same time. The
/// messages come straight from the transaction; rows are read only at the start. Delivered rows are deleted with the
/// next commit, or soon where there is none, so that delivering costs no commit of its own.
/// </summary>
internal sealed class OutboxDelivery(SqlStore store, SqlStoreOptions options) : IDisposable
{
    private static readonly TimeSpan IdleFlush = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Lane> _lanes = [];
    private readonly DeliveredRows _delivered = new();
    private CancellationTokenSource? _running;
    private IMessageSender? _sender;
    private ITimer? _flush;

    public async Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        // Inside a transaction, so that no commit falls between reading the rows and listening to commits.
        await using var work = await store.BeginAsync(cancellationToken);
        var left = OutboxTable.ReadAll(work.Connection, work.Transaction).Select(OutboxMessage.From).ToList();
        lock (_lock)
        {
            _running = new CancellationTokenSource();
            _sender = sender;
            _flush = options.Time.CreateTimer(_ => _ = FlushAsync(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Enqueue(left);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_running is { } running)
        {
            await running.CancelAsync();
        }

        Lane[] lanes;
        lock (_lock)
        {
            lanes = [.. _lanes.Values];
            _lanes.Clear();
            _sender = null;
            _flush?.Dispose();
        }

        await Task.WhenAll(lanes.Select(lane => lane.Run)).WaitAsync(cancellationToken);
        await FlushAsync();
    }

    public void Dispose()
    {
        _running?.Dispose();
        _flush?.Dispose();
    }

    /// <summary>Called in the order of commits.</summary>
    public void Enqueue(IReadOnlyList<OutboxMessage> messages)
    {
        if (messages.Count == 0)
        {
            return;
        }

        lock (_lock)
        {
            // Not started yet, or stopped: the rows are there, and the start reads them.
            if (_sender is null)
            {
                return;
            }

            foreach (var message in messages)
            {
                LaneOf(message.Destination).Waiting.Writer.TryWrite(message);
            }
        }
    }

    public IReadOnlyList<long> TakeDelivered() => _delivered.Take();

    public void PutBack(IReadOnlyList<long> delivered) => _delivered.PutBack(delivered);

    private Lane LaneOf(string destination)
    {
        if (!_lanes.TryGetValue(destination, out var lane))
        {
            var waiting = Channel.CreateUnbounded<OutboxMessage>(new UnboundedChannelOptions { SingleReader = true });
            lane = new Lane(waiting, Task.Run(() => RunAsync(waiting.Reader, _sender!, _running!.Token)));
            _lanes.Add(destination, lane);
        }

        return lane;
    }

    private async Task RunAsync(ChannelReader<OutboxMessage> waiting, IMessageSender sender, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in waiting.ReadAllAsync(cancellationToken))
            {
                await DeliverAsync(message, sender, cancellationToken);
                Delivered(message.Sequence);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped; what is left stays in the table.
        }
    }

    /// <summary>Tries until the broker has it: nothing that was committed is given up but what can never be sent.</summary>
    private async Task DeliverAsync(OutboxMessage message, IMessageSender sender, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await message.SendAsync(sender, options.Payloads, cancellationToken);
                return;
            }
            catch (PayloadException missing)
            {
                // No store gets a payload back: kept, the row would only say this again at every start.
                options.Logger.LogError(
                    "{Kind} {MessageId} to {Destination} cannot be sent: {Reason}",
                    message.Kind, message.MessageId, message.Destination, missing.Message);
                return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                options.Logger.LogWarning(
                    "{Kind} to {Destination} is not delivered yet: {Reason}", message.Kind, message.Destination, failure.Message);
                await Task.Delay(pause, options.Time, cancellationToken);
            }
        }
    }

    private void Delivered(long sequence)
    {
        if (_delivered.Add(sequence))
        {
            _flush?.Change(IdleFlush, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Deletes rows that no commit has taken along.</summary>
    private async Task FlushAsync()
    {
        try
        {
            while (!_delivered.IsEmpty)
            {
                await using var work = await store.BeginAsync(CancellationToken.None);
                await work.CommitAsync(CancellationToken.None);
            }
        }
        catch (Exception failure)
        {
            // The rows stay; they are sent again with the same ids, and receivers drop them.
            options.Logger.LogWarning("Delivered messages cannot be deleted from the outbox: {Reason}", failure.Message);
        }
    }

    private sealed record Lane(Channel<OutboxMessage> Waiting, Task Run);
}
