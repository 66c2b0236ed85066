using System.Collections.Concurrent;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using MassTransit;
using PayloadException = EventCollab.Messaging.Payloads.PayloadException;

namespace EventCollab.Messaging.Transport;

/// <summary>Sends messages and the payloads that belong to them, with a deadline and a bound on what is on its way.</summary>
internal sealed class MessageSender(IBus bus, TransportOptions options, Broker? broker, TimeProvider time) : IMessageSender, IDisposable
{
    /// <summary>Messages that wait for the broker's confirmation at the same time; the client has no bound of its own.</summary>
    private const int MaxOutstanding = 256;

    private readonly ConcurrentDictionary<string, Task<ISendEndpoint>> _endpoints = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _outstanding = new(MaxOutstanding, MaxOutstanding);

    public async Task SendAsync<T>(
        string destination,
        T message,
        Guid messageId,
        IPayloadStore? payloads,
        IReadOnlyList<PayloadDescriptor> attachments,
        CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        foreach (var attachment in attachments)
        {
            await SendPartsAsync(destination, message.Collaboration, attachment, payloads, cancellationToken);
        }

        // Without a store the descriptor alone travels: the receiver has the bytes, as the saga's hub does.
        if (payloads is not null && message is IPayloadCarrier { Payload: { } payload } carrier)
        {
            message = await WithPayloadAsync(destination, message, carrier, payload, payloads, cancellationToken);
        }

        await SendOneAsync(destination, message, messageId, cancellationToken);
    }

    public void Dispose() => _outstanding.Dispose();

    /// <summary>Without attachments and payloads.</summary>
    internal async Task SendOneAsync<T>(string destination, T message, Guid messageId, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new CancellationTokenSource(options.SendTimeout, time);
        await using var cancelled = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        try
        {
            await _outstanding.WaitAsync(deadline.Token);
            try
            {
                await DeliverAsync(destination, message, messageId, deadline.Token);
            }
            finally
            {
                _outstanding.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(
                $"The broker at {broker?.Display ?? TransportOptions.Embedded} did not take {typeof(T).Name} for '{destination}' "
                + $"within {options.SendTimeout.TotalSeconds:0} s: check that it runs and has disk and memory left.");
        }
    }

    private async Task<T> WithPayloadAsync<T>(
        string destination, T message, IPayloadCarrier carrier, Payload payload, IPayloadStore? payloads, CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        var descriptor = payload.Descriptor;
        if (descriptor.Length > Payload.MaxInlineBytes)
        {
            await SendPartsAsync(destination, message.Collaboration, descriptor, payloads, cancellationToken);
            return payload.Inline.IsEmpty ? message : (T)carrier.WithPayload(payload with { Inline = default });
        }

        if (descriptor.Length == 0 || !payload.Inline.IsEmpty)
        {
            return message;
        }

        var bytes = await StoreOf(payloads, descriptor).ReadAsync(descriptor.Hash, cancellationToken);
        return (T)carrier.WithPayload(payload with { Inline = bytes });
    }

    private Task SendPartsAsync(
        string destination, CollaborationId collaboration, PayloadDescriptor descriptor, IPayloadStore? payloads, CancellationToken cancellationToken) =>
        PartsSender.SendAsync(
            StoreOf(payloads, descriptor),
            collaboration,
            descriptor,
            (part, ct) => SendOneAsync(EndpointNames.Parts(destination), part, Guid.NewGuid(), ct),
            cancellationToken);

    private static IPayloadStore StoreOf(IPayloadStore? payloads, PayloadDescriptor descriptor) =>
        payloads ?? throw new PayloadException($"Payload {descriptor.Hash} is to be sent, but there is no payload store.");

    private async Task DeliverAsync<T>(string destination, T message, Guid messageId, CancellationToken cancellationToken)
        where T : class
    {
        if (broker is null)
        {
            await (await EndpointOf(destination)).Send(message, new SendPipe<T>(messageId), cancellationToken);
            return;
        }

        await broker.EnsureQueueAsync(destination, cancellationToken);
        try
        {
            await (await EndpointOf(destination)).Send(message, new SendPipe<T>(messageId), cancellationToken);
        }
        catch (MessageReturnedException)
        {
            // Deleted behind our back: make the queue once more, and let a second return be a failure.
            broker.Forget(destination);
            await broker.EnsureQueueAsync(destination, cancellationToken);
            await (await EndpointOf(destination)).Send(message, new SendPipe<T>(messageId), cancellationToken);
        }
    }

    private async Task<ISendEndpoint> EndpointOf(string destination)
    {
        var endpoint = _endpoints.GetOrAdd(destination, AddressAndResolve);
        try
        {
            return await endpoint;
        }
        catch
        {
            // Remembered, one failure would be the answer for as long as the process lives.
            _endpoints.TryRemove(KeyValuePair.Create(destination, endpoint));
            throw;
        }
    }

    private Task<ISendEndpoint> AddressAndResolve(string destination) =>
        bus.GetSendEndpoint(new Uri(broker is null ? $"queue:{destination}" : $"exchange:{destination}"));

    private sealed class SendPipe<T>(Guid messageId) : IPipe<SendContext<T>>
        where T : class
    {
        public Task Send(SendContext<T> context)
        {
            context.MessageId = messageId;

            // An exchange without a queue would swallow the message and still confirm it.
            if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            {
                rabbit.Mandatory = true;
            }

            return Task.CompletedTask;
        }

        public void Probe(ProbeContext context) => context.CreateScope("send");
    }
}
