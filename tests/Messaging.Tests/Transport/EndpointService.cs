using EventCollab.Messaging.Transport;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>A service that is nothing but its endpoints.</summary>
internal sealed class EndpointService(params EndpointDefinition[] endpoints) : IService
{
    public IReadOnlyList<EndpointDefinition> Endpoints => endpoints;

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
