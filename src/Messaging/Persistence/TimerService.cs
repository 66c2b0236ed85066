using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// Sleeps until the next timer is due, then moves it into the outbox in one transaction: from there it is delivered
/// like every message, at least once.
/// </summary>
internal sealed class TimerService(SqlStore store, SqlStoreOptions options) : IDisposable
{
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

    /// <summary>Fires what is due and says when to wake.</summary>
    private async Task<DateTimeOffset?> FireAsync(CancellationToken cancellationToken)
    {
        try
        {
            // While the table is read every new timer must wake us: it may be due before what we see.
            Interlocked.Exchange(ref _nextDue, long.MaxValue);
            await using var work = await store.BeginAsync(cancellationToken);
            var next = work.FireTimers(options.Time.GetUtcNow());
            await work.CommitAsync(cancellationToken);
            Interlocked.Exchange(ref _nextDue, next?.UtcTicks ?? long.MaxValue);
            return next;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            store.Explain(failure);
            options.Logger.LogError("Timers cannot be read: {Reason}", failure.Message);
            return options.Time.GetUtcNow() + AfterFailure;
        }
    }
}
