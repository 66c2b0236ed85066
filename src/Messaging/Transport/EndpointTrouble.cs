using System.Data.Common;
using EventCollab.Messaging.Persistence;
using MassTransit;

namespace EventCollab.Messaging.Transport;

/// <summary>What an endpoint without a transaction does while its disk or broker is in trouble.</summary>
public static class EndpointTrouble
{
    /// <summary>
    /// A full disk or a broker that is away passes; a contribution, or one part of it, in the error queue is lost. About a
    /// quarter of an hour, below the broker's limit for a delivery.
    /// </summary>
    public static void HoldThroughTrouble(this IReceiveEndpointConfigurator endpoint) => endpoint.UseMessageRetry(retry =>
    {
        retry.Handle<IOException>();
        retry.Handle<UnauthorizedAccessException>();
        retry.Handle<TransportException>();
        retry.Handle<StoreException>();
        retry.Handle<DbException>();
        retry.Exponential(100, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));
    });
}
