using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.OrgAgent.Tests;

/// <summary>A bus that notes what is sent, with the payload's bytes as they lie in the store at that moment.</summary>
internal sealed class RecordingSender : IMessageSender
{
    private readonly Channel<Sent> _sent = Channel.CreateUnbounded<Sent>();

    public sealed record Sent(string Destination, ICollaborationMessage Message, Guid Id, byte[] Bytes);

    /// <summary>Runs before a message counts as sent; throws where the broker is to refuse it.</summary>
    public Action<ICollaborationMessage> OnSending { get; set; } = _ => { };

    public async Task SendAsync<T>(
        string destination, T message, Guid messageId, IPayloadStore? payloads, IReadOnlyList<PayloadDescriptor> attachments, CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        var bytes = message is IPayloadCarrier { Payload: { } payload }
            ? (await payloads!.ReadAsync(payload.Descriptor.Hash, cancellationToken)).ToArray()
            : [];
        OnSending(message);
        _sent.Writer.TryWrite(new Sent(destination, message, messageId, bytes));
    }

    /// <summary>The next message sent; it must be of this type.</summary>
    public async Task<(T Message, Sent Sent)> NextAsync<T>()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var sent = await _sent.Reader.ReadAsync(deadline.Token);
        return (sent.Message.ShouldBeAssignableTo<T>()!, sent);
    }

    public bool IsEmpty => !_sent.Reader.TryPeek(out _);
}
