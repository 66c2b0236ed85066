using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// Sleeps until the next timer is due, then moves it into the outbox in one transaction: from there it is delivered
/// like every message, at least once.
/// </summary>
internal sealed class TimerService(SqlStore store, SqlStoreOptions options) : IDisposable
{
    /// <summary>Timers of the runtime reach 49 days; waking for nothing once a day costs nothing.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Signal _signal = new();
    private readonly CancellationTokenSource _stopping = new();
    private long _nextDue = long.MaxValue;
    private Task? _run;

    public void Start() => _run ??= Task.Run(() => RunAsync(_stopping.Token));

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_run is { } run)
        {
            await run;
        }
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>A timer was set; only one that is due before all others changes when to wake.</summary>
    public void Wake(DateTimeOffset due)
    {
        if (due.UtcTicks < Interlocked.Read(ref _nextDue))
        {
            _signal.Set();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await _signal.WaitAsync(await FireAsync(cancellationToken), options.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped; timers stay in the table.
        }
    }

    /// <summary>Fires what is due and says how long to sleep.</summary>
    private async Task<TimeSpan?> FireAsync(CancellationToken cancellationToken)
    {
        try
        {
            // While the table is read every new timer must wake us: it may be due before what we see.
            Interlocked.Exchange(ref _nextDue, long.MaxValue);
            await using var work = await store.BeginAsync(cancellationToken);
            var now = options.Time.GetUtcNow();
            var next = work.FireTimers(now);
            await work.CommitAsync(cancellationToken);
            Interlocked.Exchange(ref _nextDue, next?.UtcTicks ?? long.MaxValue);
            return next is { } due ? Clamp(due - now) : null;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            store.Explain(failure);
            options.Logger.LogError("Timers cannot be read: {Reason}", failure.Message);
            return AfterFailure;
        }
    }

    private static TimeSpan Clamp(TimeSpan sleep) =>
        sleep < TimeSpan.Zero ? TimeSpan.Zero : sleep > LongestSleep ? LongestSleep : sleep;
}
