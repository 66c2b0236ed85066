using System.Threading.Channels;

namespace EventCollab.Messaging.Persistence;

/// <summary>Wakes one waiting loop; signals that come while it works are one signal.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Returns at a signal, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan? longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signalled = _channel.Reader.WaitToReadAsync(ended.Token).AsTask();
        if (longest is { } span)
        {
            await Task.WhenAny(signalled, Task.Delay(span, time, ended.Token));
        }
        else
        {
            await signalled;
        }

        _channel.Reader.TryRead(out _);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
