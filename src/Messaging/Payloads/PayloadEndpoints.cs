using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.Messaging.Payloads;

/// <summary>The queue of payload parts that stands beside a service's endpoint.</summary>
public static class PayloadEndpoints
{
    /// <summary>Reads the parts sent to <paramref name="endpointName"/> into the store. A part is 512 KiB, so few are held at a time.</summary>
    public static EndpointDefinition Parts(string endpointName, IPayloadStore payloads) => new()
    {
        Name = EndpointNames.Parts(endpointName),
        PrefetchCount = 8,
        ConcurrencyLimit = 4,
        Configure = endpoint =>
        {
            endpoint.HoldThroughTrouble();
            endpoint.Handler<PayloadPart>(context => payloads.AddPartAsync(context.Message, context.CancellationToken).AsTask());
        },
    };
}
