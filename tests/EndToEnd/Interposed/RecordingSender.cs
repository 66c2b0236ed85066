using System.Collections.Concurrent;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.EndToEnd.Interposed;

/// <summary>Keeps what was sent: each message with where it went, and the bytes of every payload that travelled.</summary>
internal sealed class RecordingSender(IMessageSender inner, ConcurrentQueue<SentMessage> sent) : IMessageSender
{
    public async Task SendAsync<T>(
        string destination,
        T message,
        Guid messageId,
        IPayloadStore? payloads,
        IReadOnlyList<PayloadDescriptor> attachments,
        CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        var bytes = new List<(PayloadDescriptor, byte[])>();
        var carried = (message as IPayloadCarrier)?.Payload;
        if (carried is { Inline.Length: > 0 })
        {
            bytes.Add((carried.Descriptor, carried.Inline.ToArray()));
        }
        else if (carried is not null && payloads is not null)
        {
            bytes.Add((carried.Descriptor, (await payloads.ReadAsync(carried.Descriptor.Hash, cancellationToken)).ToArray()));
        }

        foreach (var attachment in attachments)
        {
            bytes.Add((attachment, (await payloads!.ReadAsync(attachment.Hash, cancellationToken)).ToArray()));
        }

        sent.Enqueue(new SentMessage(destination, message, bytes));
        await inner.SendAsync(destination, message, messageId, payloads, attachments, cancellationToken);
    }
}
