using System.Threading.Channels;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>What an endpoint has received, to be waited for.</summary>
internal sealed class Received<T>
    where T : class
{
    private readonly Channel<(T Message, Guid? Id)> _arrived = Channel.CreateUnbounded<(T, Guid?)>();

    public EndpointDefinition Endpoint(string name) => new()
    {
        Name = name,
        Configure = endpoint => endpoint.Handler<T>(context =>
        {
            _arrived.Writer.TryWrite((context.Message, context.MessageId));
            return Task.CompletedTask;
        }),
    };

    public void Add(T message) => _arrived.Writer.TryWrite((message, null));

    public async Task<T> NextAsync() => (await NextWithIdAsync()).Message;

    public async Task<(T Message, Guid? Id)> NextWithIdAsync() => await _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool IsEmpty => !_arrived.Reader.TryPeek(out _);
}
