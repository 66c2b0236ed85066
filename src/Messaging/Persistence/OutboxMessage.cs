using System.Collections.Concurrent;
using EventCollab.Contracts;
using EventCollab.Contracts.Wire;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.Messaging.Persistence;

/// <summary>A message on its way out, without the bytes of its payload.</summary>
internal abstract class OutboxMessage(long sequence, string destination, Guid messageId)
{
    private static readonly ConcurrentDictionary<Type, Func<OutboxRow, ICollaborationMessage, OutboxMessage>> Factories = new();

    public long Sequence { get; } = sequence;

    public string Destination { get; } = destination;

    public Guid MessageId { get; } = messageId;

    public abstract string Kind { get; }

    public abstract Task SendAsync(IMessageSender sender, IPayloadStore? payloads, CancellationToken cancellationToken);

    /// <summary>From a row that an earlier run has left.</summary>
    public static OutboxMessage From(OutboxRow row)
    {
        var message = MessageTypes.Of(row.Type).Decode(row.Body);
        return Factories.GetOrAdd(message.GetType(), CreateFactory)(row, message);
    }

    private static Func<OutboxRow, ICollaborationMessage, OutboxMessage> CreateFactory(Type type) =>
        typeof(OutboxMessage)
            .GetMethod(nameof(Typed), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type)
            .CreateDelegate<Func<OutboxRow, ICollaborationMessage, OutboxMessage>>();

    private static OutboxMessage<T> Typed<T>(OutboxRow row, ICollaborationMessage message)
        where T : class, ICollaborationMessage =>
        new(row.Seq, row.Destination, row.MessageId, (T)message, ContractCodec.Decode<IReadOnlyList<PayloadDescriptor>>(row.Attachments));
}

internal sealed class OutboxMessage<T>(
    long sequence, string destination, Guid messageId, T message, IReadOnlyList<PayloadDescriptor> attachments)
    : OutboxMessage(sequence, destination, messageId)
    where T : class, ICollaborationMessage
{
    public override string Kind => typeof(T).Name;

    public override Task SendAsync(IMessageSender sender, IPayloadStore? payloads, CancellationToken cancellationToken) =>
        sender.SendAsync(Destination, message, MessageId, payloads, attachments, cancellationToken);
}
