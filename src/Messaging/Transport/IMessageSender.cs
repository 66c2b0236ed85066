using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Messaging.Transport;

/// <summary>The only way to put a message on the bus.</summary>
public interface IMessageSender
{
    /// <summary>
    /// Sends a message to an endpoint and returns when the broker has it. A payload of at most
    /// <see cref="Payload.MaxInlineBytes"/> that the message carries without its bytes is attached from
    /// <paramref name="payloads"/>; a larger one, and every one in <paramref name="attachments"/>, goes ahead in parts.
    /// </summary>
    /// <param name="messageId">The same whenever the message is sent again: receivers drop copies by it.</param>
    /// <param name="payloads">Where the payload's bytes lie; may be null where none have to be read.</param>
    /// <exception cref="TransportException">The broker did not take it within the deadline.</exception>
    /// <exception cref="PayloadException">A payload to be sent is not in the store.</exception>
    Task SendAsync<T>(
        string destination,
        T message,
        Guid messageId,
        IPayloadStore? payloads,
        IReadOnlyList<PayloadDescriptor> attachments,
        CancellationToken cancellationToken)
        where T : class, ICollaborationMessage;
}
