using EventCollab.Cli.Input;
using EventCollab.Cli.Logging;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using Microsoft.Extensions.Logging;
using Serilog.Events;

namespace EventCollab.Cli.Running;

/// <summary>Runs one service until the process is asked to end; its log goes to stderr and to its folder.</summary>
internal static class ServiceProcess
{
    /// <param name="context">Outputs.</param>
    /// <param name="transport">The broker.</param>
    /// <param name="folder">Where its files lie; the log is one of them.</param>
    /// <param name="open">Opens the service.</param>
    /// <param name="ready">Called when the service runs; says on stdout that it does, and returns what has to be closed before it.</param>
    /// <param name="failure">Completes when the service's store has failed for good; null where it has none.</param>
    /// <param name="cancellationToken">Asks the process to end.</param>
    public static async Task<int> RunAsync<T>(
        CliContext context,
        TransportOptions transport,
        string folder,
        Func<ILoggerFactory, T> open,
        Func<T, ILoggerFactory, Task<IAsyncDisposable?>> ready,
        Func<T, Task<StoreException>>? failure,
        CancellationToken cancellationToken)
        where T : IService
    {
        var isNew = !Directory.Exists(folder);
        var begun = false;
        try
        {
            using var held = FolderLock.Take(folder);
            using var logs = Logs.Create(Path.Combine(folder, "log.txt"), LogEventLevel.Information);
            await using var service = open(logs);
            await using var host = await ServiceHost.StartAsync(transport, [service], logs, context.Time, cancellationToken);
            begun = true;
            await using var front = await ready(service, logs);
            return await EndAsync(failure?.Invoke(service), cancellationToken);
        }
        catch when (isNew && !begun)
        {
            // Nothing has come in yet; a folder of empty files would only puzzle.
            Remove(folder);
            throw;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The failure that is on its way says more.
        }
    }

    /// <summary>The line that says that a service runs.</summary>
    public static void SayReady(CliContext context, string what, TransportOptions transport)
    {
        context.Output.WriteLine($"{what} ready on {TransportAddress.WithoutPassword(transport.Address)}");
        context.Output.Flush();
    }

    /// <summary>To be ended is a service's normal way to end, not an error; a store that fails for good is one.</summary>
    private static async Task<int> EndAsync(Task<StoreException>? failure, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource();
        await using var registration = cancellationToken.Register(ended.SetResult);
        if (await Task.WhenAny([ended.Task, .. failure is null ? Array.Empty<Task>() : [failure]]) == ended.Task)
        {
            return ExitCode.Success;
        }

        throw await failure!;
    }
}
