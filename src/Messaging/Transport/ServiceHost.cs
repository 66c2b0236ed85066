using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Transport;

/// <summary>Services and the one bus that they share in this process.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    /// <summary>Connects to the broker, starts the bus with the endpoints of all services, then the services in the order given.</summary>
    /// <exception cref="TransportException">The broker is not there or refuses us.</exception>
    public static Task<ServiceHost> StartAsync(
        TransportOptions options,
        IReadOnlyList<IService> services,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken) => throw new NotImplementedException();

    public IMessageSender Sender { get; init; } = null!;

    /// <summary>Stops services and bus, and deletes the queues of a temporary run. Does not dispose the services.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
