using System.Collections.Concurrent;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.EndToEnd.Interposed;

/// <summary>
/// A network that delivers everything, but not in order and not once. Each message goes out twice, the second time
/// under an id of its own, so that no inbox can recognise it; half of the messages let those that follow go ahead; and
/// every few messages an old one, of an earlier round perhaps, comes again.
/// </summary>
internal sealed class UnreliableSender(IMessageSender inner, Random random, ConcurrentQueue<string> log) : IMessageSender, IAsyncDisposable
{
    /// <summary>A message that is held back leaves at the latest when this many others have overtaken it or nothing else has come for a while.</summary>
    private const int MaxOvertaking = 3;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(15);

    private readonly Lock _gate = new();
    private readonly List<(Func<Task> Send, int Overtaken)> _held = [];
    private readonly List<Func<Task>> _past = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentBag<Task> _running = [];

    public async Task SendAsync<T>(
        string destination,
        T message,
        Guid messageId,
        IPayloadStore? payloads,
        IReadOnlyList<PayloadDescriptor> attachments,
        CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        // What is held leaves after this call has returned and the caller may have deleted the payload's file.
        var whole = await WithBytesAsync(message, payloads, cancellationToken);
        Func<Task> original = () => inner.SendAsync(destination, whole, messageId, payloads, attachments, _ended.Token);
        Func<Task> copy = () => SendCopyAsync(destination, whole, payloads, attachments);
        var due = Enqueue(original, copy);
        log.Enqueue($"{typeof(T).Name} to {destination}");
        foreach (var send in due)
        {
            await send();
        }

        _running.Add(ReleaseWhenQuietAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_running);
        _ended.Dispose();
    }

    private static async Task<T> WithBytesAsync<T>(T message, IPayloadStore? payloads, CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        if (message is IPayloadCarrier { Payload: { Inline.Length: 0, Descriptor.Length: <= Payload.MaxInlineBytes } payload } carrier && payloads is not null)
        {
            var bytes = await payloads.ReadAsync(payload.Descriptor.Hash, cancellationToken);
            return (T)carrier.WithPayload(payload with { Inline = bytes.ToArray() });
        }

        return message;
    }

    private async Task SendCopyAsync<T>(string destination, T message, IPayloadStore? payloads, IReadOnlyList<PayloadDescriptor> attachments)
        where T : class, ICollaborationMessage
    {
        try
        {
            await inner.SendAsync(destination, message, Guid.NewGuid(), payloads, attachments, _ended.Token);
        }
        catch (PayloadException)
        {
            // Its sender has no more use for the payload; then the network has no copy of it either.
        }
    }

    private List<Func<Task>> Enqueue(Func<Task> original, Func<Task> copy)
    {
        lock (_gate)
        {
            var due = new List<Func<Task>>();
            if (random.Next(2) == 0)
            {
                _held.Add((original, 0));
                due.Add(copy);
            }
            else
            {
                due.Add(original);
                _held.Add((copy, 0));
            }

            if (_past.Count > 0 && random.Next(4) == 0)
            {
                due.Add(_past[random.Next(_past.Count)]);
            }

            _past.Add(copy);
            for (var i = _held.Count - 1; i >= 0; i--)
            {
                _held[i] = (_held[i].Send, _held[i].Overtaken + 1);
                if (_held[i].Overtaken > MaxOvertaking)
                {
                    due.Add(_held[i].Send);
                    _held.RemoveAt(i);
                }
            }

            return due;
        }
    }

    private async Task ReleaseWhenQuietAsync()
    {
        try
        {
            await Task.Delay(Quiet, _ended.Token);
            List<Func<Task>> due;
            lock (_gate)
            {
                due = [.. _held.Select(held => held.Send)];
                _held.Clear();
            }

            foreach (var send in due)
            {
                await send();
            }
        }
        catch (Exception failure) when (_ended.IsCancellationRequested || failure is OperationCanceledException or TransportException)
        {
            // The run is over: what was still on its way is of no use to anyone.
        }
    }
}
