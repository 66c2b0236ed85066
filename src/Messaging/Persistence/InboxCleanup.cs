using Dapper;
using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Persistence;

/// <summary>Forgets message ids that nobody can deliver any more.</summary>
internal sealed class InboxCleanup(SqlStore store, SqlStoreOptions options) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stopping = new();
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

    internal async Task CleanAsync(CancellationToken cancellationToken)
    {
        await using var work = await store.BeginAsync(cancellationToken);
        await work.Connection.ExecuteAsync(
            "delete from inbox where received < @limit", new { limit = options.Time.GetUtcNow() - options.InboxRetention }, work.Transaction);
        await work.CommitAsync(cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Period, options.Time, cancellationToken);
                await TryCleanAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task TryCleanAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CleanAsync(cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            options.Logger.LogWarning("The inbox cannot be cleaned: {Reason}", failure.Message);
        }
    }
}
