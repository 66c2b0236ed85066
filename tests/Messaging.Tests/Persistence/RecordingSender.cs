using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>Takes the place of the bus: keeps what it is given, or fails as it is told.</summary>
internal sealed class RecordingSender : IMessageSender
{
    private readonly Channel<Sent> _sent = Channel.CreateUnbounded<Sent>();
    private int _failures;
    private int _lost;

    public sealed record Sent(string Destination, object Message, Guid Id, IReadOnlyList<PayloadDescriptor> Attachments);

    public bool IsEmpty => !_sent.Reader.TryPeek(out _);

    public void FailNext(int times) => Interlocked.Exchange(ref _failures, times);

    public void LosePayloadOfNext() => Interlocked.Exchange(ref _lost, 1);

    public Task SendAsync<T>(
        string destination,
        T message,
        Guid messageId,
        IPayloadStore? payloads,
        IReadOnlyList<PayloadDescriptor> attachments,
        CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            throw new TransportException("The broker is away.");
        }

        if (Interlocked.Exchange(ref _lost, 0) > 0)
        {
            throw new PayloadException("The payload is gone.");
        }

        _sent.Writer.TryWrite(new Sent(destination, message, messageId, attachments));
        return Task.CompletedTask;
    }

    public async Task<Sent> NextAsync() => await _sent.Reader.ReadAsync(TestContext.Current.CancellationToken);
}
