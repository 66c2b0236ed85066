using System.Threading.Channels;

namespace EventCollab.Messaging.Persistence;

/// <summary>Wakes one waiting loop; signals that come while it works are one signal.</summary>
internal sealed class Signal
{
    /// <summary>Timers of the runtime reach 49 days; waking for nothing once a day costs nothing.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => _channel.Writer.TryWrite(true);

    /// <summary>Returns at a signal, at the given time, or for no reason; never later.</summary>
    public async Task WaitAsync(DateTimeOffset? until, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signalled = _channel.Reader.WaitToReadAsync(ended.Token).AsTask();
        if (until is { } due)
        {
            var sleeping = Task.Delay(Clamp(due - time.GetUtcNow()), time, ended.Token);

            // Asked again once the timer runs: a clock that moved in between would make us oversleep.
            if (time.GetUtcNow() < due)
            {
                await Task.WhenAny(signalled, sleeping);
            }
        }
        else
        {
            await signalled;
        }

        _channel.Reader.TryRead(out _);
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TimeSpan Clamp(TimeSpan sleep) =>
        sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep > LongestSleep ? LongestSleep : sleep;
}
