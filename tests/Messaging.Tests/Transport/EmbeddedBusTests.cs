using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>The laws of the bus on the transport inside the process.</summary>
public sealed class EmbeddedBusTests : BusLaws
{
    private protected override Task<TransportOptions> OptionsAsync() => Task.FromResult(new TransportOptions());

    private protected override IErrorQueue ErrorsOf(TransportOptions options, string queue) => new ErrorQueue(queue);

    [Fact]
    public async Task Usage_telemetry_is_off()
    {
        await using var host = await StartAsync(new TransportOptions());

        host.Provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<UsageTelemetryOptions>>().Value.Enabled.ShouldBeFalse();
    }

    [Fact]
    public async Task A_message_of_the_framework_travels_as_JSON_in_the_same_frame()
    {
        var received = new Received<Foreign>();
        await using var host = await StartAsync(new TransportOptions(), received.Endpoint("foreign"));
        var endpoint = await host.Provider.GetRequiredService<IBus>().GetSendEndpoint(new Uri("queue:foreign"));

        await endpoint.Send(new Foreign { Text = "hello" }, Token);

        (await received.NextAsync()).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_part_that_the_disk_does_not_take_is_held_until_it_does()
    {
        var store = new FullOnce();
        await using var host = await StartAsync(new TransportOptions(), PayloadEndpoints.Parts("x", store));
        var part = Examples.Parts(Examples.Bytes(10)).Single();

        await host.Sender.SendAsync(EndpointNames.Parts("x"), part, Guid.NewGuid(), null, [], Token);

        (await store.Taken.Task.WaitAsync(TimeSpan.FromSeconds(10), Token)).Hash.ShouldBe(part.Hash);
    }

    internal sealed record Foreign
    {
        public string Text { get; init; } = string.Empty;
    }

    /// <summary>The disk is full for the first part.</summary>
    private sealed class FullOnce : IPayloadStore
    {
        private int _calls;

        public TaskCompletionSource<PayloadPart> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask AddPartAsync(PayloadPart part, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref _calls) == 1)
            {
                throw new StoreException("The disk is full.");
            }

            Taken.TrySetResult(part);
            return ValueTask.CompletedTask;
        }

        public ValueTask PutAsync(ContentHash hash, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool Contains(ContentHash hash) => false;

        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(ContentHash hash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Stream OpenRead(ContentHash hash) => throw new NotSupportedException();

        public Task WaitForAsync(ContentHash hash, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DeleteAsync(ContentHash hash, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class ErrorQueue : IErrorQueue
    {
        private readonly string _queue;
        private readonly Channel<byte[]> _bytes = Channel.CreateUnbounded<byte[]>();
        private readonly Received<DeadlineReached> _messages = new();

        public ErrorQueue(string queue)
        {
            _queue = queue;
            Endpoints = [_messages.Endpoint(queue + "_error")];
        }

        public EndpointDefinition[] Endpoints { get; }

        public Task<DeadlineReached> NextMessageAsync() => _messages.NextAsync();

        public async Task<byte[]> NextBytesAsync() => await _bytes.Reader.ReadAsync(Token);

        public async Task InjectAsync(ServiceHost host, byte[] bytes)
        {
            var bus = host.Provider.GetRequiredService<IBus>();
            bus.ConnectReceiveObserver(new Watch(_queue + "_error", _bytes.Writer));
            var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{_queue}"));
            await endpoint.Send(Examples.Deadline(1), context => context.Serializer = new RawBytes(bytes), Token);
        }
    }

    /// <summary>Sends bytes as they are.</summary>
    private sealed class RawBytes(byte[] bytes) : IMessageSerializer
    {
        public System.Net.Mime.ContentType ContentType { get; } = new("application/vnd.eventcollab+msgpack");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(bytes);
    }

    /// <summary>Sees bodies before anyone tries to read them.</summary>
    private sealed class Watch(string queue, ChannelWriter<byte[]> bodies) : IReceiveObserver
    {
        public Task PreReceive(ReceiveContext context)
        {
            if (context.InputAddress.AbsolutePath.EndsWith(queue, StringComparison.Ordinal))
            {
                bodies.TryWrite(context.Body.GetBytes());
            }

            return Task.CompletedTask;
        }

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
