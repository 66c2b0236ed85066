using EventCollab.Testing;
using RabbitMQ.Client;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>The fixture itself: a broker that can be killed and comes back with what it held.</summary>
public sealed class RabbitMqServerTests
{
    [Fact]
    public async Task A_killed_broker_comes_back_on_the_same_port_with_its_data()
    {
        await using var server = await RabbitMqServer.StartAsync(TestContext.Current.CancellationToken);
        await DeclareAsync(server, "kept");

        await server.KillAsync();
        await Should.ThrowAsync<Exception>(() => ConnectAsync(server));
        await server.StartAgainAsync(TestContext.Current.CancellationToken);

        (await server.ControlAsync("list_queues", "name")).ShouldContain("kept");
    }

    private static async Task DeclareAsync(RabbitMqServer server, string queue)
    {
        await using var connection = await ConnectAsync(server);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
    }

    private static Task<IConnection> ConnectAsync(RabbitMqServer server) =>
        new ConnectionFactory { Uri = new Uri(server.Address) }.CreateConnectionAsync();
}
