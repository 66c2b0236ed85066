using System.Net.Sockets;
using EventCollab.Cli.Input;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Running;

/// <summary>
/// Ends a run whose broker went away and does not come back. Services would wait for ever, which is right for a service
/// and wrong for a command that somebody looks at.
/// </summary>
internal sealed class BrokerWatch(TransportOptions transport, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the work; cancels it when the broker has been away for a minute.</summary>
    /// <exception cref="CliException">It has been.</exception>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (transport.IsEmbedded)
        {
            return await work(cancellationToken);
        }

        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(linked.Token);
        var watching = WatchAsync(linked.Token);
        var first = await Task.WhenAny(working, watching);
        await linked.CancelAsync();
        try
        {
            return await working;
        }
        catch (OperationCanceledException) when (first == watching && !cancellationToken.IsCancellationRequested)
        {
            throw new CliException(
                $"the broker at {TransportAddress.WithoutPassword(transport.Address)} has not answered for {Patience.TotalSeconds:0} s; start it and run again, or run hub and agents as services, which wait.");
        }
        finally
        {
            await watching;
        }
    }

    /// <summary>Returns when the broker has been away for too long, or when cancelled.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var last = time.GetTimestamp();
        try
        {
            while (time.GetElapsedTime(last) < Patience)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                last = await AnswersAsync(cancellationToken) ? time.GetTimestamp() : last;
            }
        }
        catch (OperationCanceledException)
        {
            // The work ended first.
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
