namespace EventCollab.Messaging.Transport;

/// <summary>A service as the bus sees it: the hub, an agent, the rewards service.</summary>
public interface IService : IAsyncDisposable
{
    IReadOnlyList<EndpointDefinition> Endpoints { get; }

    /// <summary>Called once the bus runs; from here on the service may send.</summary>
    Task StartAsync(IMessageSender sender, CancellationToken cancellationToken);

    /// <summary>Called before the bus stops.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
