namespace EventCollab.Cli.Display;

/// <summary>Does something again and again beside a piece of work, one at a time.</summary>
internal static class Ticker
{
    /// <param name="interval">Between two times.</param>
    /// <param name="time">The clock.</param>
    /// <param name="tick">What is done; not called any more when this returns.</param>
    /// <param name="work">The work.</param>
    public static async Task<T> BesideAsync<T>(TimeSpan interval, TimeProvider time, Action tick, Func<Task<T>> work)
    {
        using var ended = new CancellationTokenSource();
        var ticking = TickAsync(interval, time, tick, ended.Token);
        try
        {
            return await work();
        }
        finally
        {
            await ended.CancelAsync();
            await ticking;
        }
    }

    private static async Task TickAsync(TimeSpan interval, TimeProvider time, Action tick, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                tick();
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is done.
        }
    }
}
