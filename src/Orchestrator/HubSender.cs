using EventCollab.Contracts;
using EventCollab.Messaging;
using EventCollab.Messaging.Transport;

namespace EventCollab.Orchestrator;

/// <summary>Sends to the saga from outside a transaction. Endpoints may run before the service is started; they wait here.</summary>
internal sealed class HubSender(EndpointNames names)
{
    private readonly TaskCompletionSource<IMessageSender> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsStarted => _started.Task.IsCompletedSuccessfully;

    public void Start(IMessageSender sender) => _started.TrySetResult(sender);

    public async Task ToHubAsync<T>(T message, Guid messageId, CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        var sender = await _started.Task.WaitAsync(cancellationToken);
        await sender.SendAsync(names.Hub, message, messageId, null, [], cancellationToken);
    }
}
