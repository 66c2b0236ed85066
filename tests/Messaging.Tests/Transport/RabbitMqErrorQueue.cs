using System.Threading.Channels;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Messaging.Serialization;
using EventCollab.Messaging.Transport;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>Reads an endpoint's error queue with the broker's own client.</summary>
internal sealed class RabbitMqErrorQueue(TransportOptions options, string queue) : IErrorQueue
{
    private readonly Channel<byte[]> _bodies = Channel.CreateUnbounded<byte[]>();
    private IConnection? _connection;

    public EndpointDefinition[] Endpoints => [];

    public async Task<DeadlineReached> NextMessageAsync()
    {
        EnvelopeCodec.Read(await NextBytesAsync(), out var body);
        return ContractCodec.Decode<DeadlineReached>(body);
    }

    public async Task<byte[]> NextBytesAsync()
    {
        await ConsumeAsync();
        return await _bodies.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    public async Task InjectAsync(ServiceHost host, byte[] bytes)
    {
        await using var channel = await OpenChannelAsync();
        await channel.BasicPublishAsync(
            queue, routingKey: string.Empty, mandatory: true, new BasicProperties { ContentType = "application/octet-stream" }, bytes);
    }

    private async Task ConsumeAsync()
    {
        var channel = await OpenChannelAsync();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _bodies.Writer.TryWrite(delivery.Body.ToArray());
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue + "_error", autoAck: true, consumer);
    }

    private async Task<IChannel> OpenChannelAsync()
    {
        _connection ??= await new ConnectionFactory { Uri = new Uri(options.Address) }.CreateConnectionAsync();
        return await _connection.CreateChannelAsync();
    }
}
