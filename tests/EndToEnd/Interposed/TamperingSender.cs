using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.EndToEnd.Interposed;

/// <summary>Sends others in front of some messages, and others behind them.</summary>
internal sealed class TamperingSender(
    IMessageSender inner,
    Func<ICollaborationMessage, (IReadOnlyList<ICollaborationMessage> Before, IReadOnlyList<ICollaborationMessage> After)> tamper) : IMessageSender
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
        var whole = message;
        if (message is IPayloadCarrier { Payload: { Inline.Length: 0 } payload } carrier && payloads is not null)
        {
            var bytes = await payloads.ReadAsync(payload.Descriptor.Hash, cancellationToken);
            whole = (T)carrier.WithPayload(payload with { Inline = bytes.ToArray() });
        }

        var (before, after) = tamper(whole);
        foreach (var other in before)
        {
            await inner.SendAsync(destination, (T)other, Guid.NewGuid(), null, [], cancellationToken);
        }

        await inner.SendAsync(destination, message, messageId, payloads, attachments, cancellationToken);
        foreach (var other in after)
        {
            await inner.SendAsync(destination, (T)other, Guid.NewGuid(), null, [], cancellationToken);
        }
    }
}
