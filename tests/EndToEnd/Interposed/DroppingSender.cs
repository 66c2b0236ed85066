using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.EndToEnd.Interposed;

/// <summary>Takes some messages and never sends them.</summary>
internal sealed class DroppingSender(IMessageSender inner, Predicate<ICollaborationMessage> dropped) : IMessageSender
{
    public Task SendAsync<T>(
        string destination,
        T message,
        Guid messageId,
        IPayloadStore? payloads,
        IReadOnlyList<PayloadDescriptor> attachments,
        CancellationToken cancellationToken)
        where T : class, ICollaborationMessage =>
        dropped(message) ? Task.CompletedTask : inner.SendAsync(destination, message, messageId, payloads, attachments, cancellationToken);
}
