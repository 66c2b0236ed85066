using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>A broker that dies and comes back on its data.</summary>
public sealed class BrokerDeathTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_broker_loses_no_confirmed_message_and_the_bus_reconnects_by_itself()
    {
        await using var server = await RabbitMqServer.StartAsync(Token);
        var options = new TransportOptions { Address = server.Address, SendTimeout = TimeSpan.FromSeconds(60) };
        var received = new Received<DeadlineReached>();
        await using var receiving = await StartAsync(options, received.Endpoint("hub-intake"));
        await receiving.Sender.SendAsync("waiting", Examples.Deadline(1), Guid.NewGuid(), null, [], Token);

        // The broker saves the names of new quorum queues some half a second late; killed before, it comes back with a
        // queue that nobody can read. This test is about messages, so it has the names saved now.
        await server.ControlAsync("eval", "[dets:sync(Table) || Table <- dets:all()].");
        await server.KillAsync();
        var whileDown = receiving.Sender.SendAsync("hub-intake", Examples.Deadline(2), Guid.NewGuid(), null, [], Token);
        await server.StartAgainAsync(Token);

        // What was being sent when the broker died may fail, as it may for every sender; the outbox tries again.
        await TrySendAsync(whileDown);
        await SendUntilTakenAsync(receiving, 3);
        var rounds = new HashSet<int>();
        while (!rounds.Contains(3))
        {
            rounds.Add((await received.NextAsync()).Round);
        }

        var waiting = new Received<DeadlineReached>();
        await using var late = await StartAsync(options, waiting.Endpoint("waiting"));
        (await waiting.NextAsync()).Round.ShouldBe(1);
    }

    private static async Task SendUntilTakenAsync(ServiceHost host, int round)
    {
        while (!await TrySendAsync(host.Sender.SendAsync("hub-intake", Examples.Deadline(round), Guid.NewGuid(), null, [], Token)))
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<bool> TrySendAsync(Task sending)
    {
        try
        {
            await sending;
            return true;
        }
        catch (TransportException)
        {
            return false;
        }
    }

    private static Task<ServiceHost> StartAsync(TransportOptions options, params EndpointDefinition[] endpoints) =>
        ServiceHost.StartAsync(options, [new EndpointService(endpoints)], NullLoggerFactory.Instance, TimeProvider.System, Token);
}
