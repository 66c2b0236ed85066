using System.Net.Sockets;
using EventCollab.Cli.Input;
using EventCollab.Cli.Logging;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Running;

/// <summary>
/// Ends a run whose broker went away and does not come back, or whose disk is full. Services would wait for ever, which is
/// right for a service and wrong for a command that somebody looks at.
/// </summary>
internal sealed class RunGuard(TransportOptions transport, LocalServices services, DiskFailures disk, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the work; cancels it when it can no longer succeed.</summary>
    /// <exception cref="CliException">It could not.</exception>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(linked.Token);
        var failing = WhichAsync(linked.Token);
        var first = await Task.WhenAny(working, failing);
        await linked.CancelAsync();
        if (first == failing && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(await failing);
        }

        return await working;
    }

    /// <summary>Why the work cannot succeed; does not return before that or the cancellation.</summary>
    private async Task<string> WhichAsync(CancellationToken cancellationToken)
    {
        var gone = transport.IsEmbedded ? Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken) : BrokerGoneAsync(cancellationToken);
        var first = await Task.WhenAny(disk.First, services.Failure, gone);
        return first == disk.First ? await disk.First
            : first == services.Failure ? ErrorText.Of(await services.Failure)
            : $"the broker at {TransportAddress.WithoutPassword(transport.Address)} has not answered for {Patience.TotalSeconds:0} s; start it and run again, or run hub and agents as services, which wait.";
    }

    private async Task BrokerGoneAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var last = time.GetTimestamp();
        while (time.GetElapsedTime(last) < Patience)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            last = await AnswersAsync(cancellationToken) ? time.GetTimestamp() : last;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(transport.Address);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, BrokerPort.Of(address), cancellationToken).AsTask().WaitAsync(Interval, time, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return false;
        }
    }
}
