using EventCollab.Messaging.Transport;

namespace EventCollab.EndToEnd.Interposed;

/// <summary>A service whose way out is ours: everything it sends goes through what is put in between.</summary>
internal sealed class InterposedService(IService inner, Func<IMessageSender, IMessageSender> between) : IService
{
    public IReadOnlyList<EndpointDefinition> Endpoints => inner.Endpoints;

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken) => inner.StartAsync(between(sender), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
