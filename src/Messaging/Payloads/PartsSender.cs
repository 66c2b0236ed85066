using System.Buffers;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Messaging.Payloads;

/// <summary>Sends a payload in parts, reading each when its turn comes: the whole payload is never in memory.</summary>
internal static class PartsSender
{
    /// <summary>Parts of one payload on their way at the same time: enough to hide the confirmation, few enough for flat memory.</summary>
    private const int Window = 4;

    /// <exception cref="PayloadException">The payload is not in the store.</exception>
    public static async Task SendAsync(
        IPayloadStore payloads,
        CollaborationId collaboration,
        PayloadDescriptor descriptor,
        Func<PayloadPart, CancellationToken, Task> send,
        CancellationToken cancellationToken)
    {
        await using var content = payloads.OpenRead(descriptor.Hash);
        var onTheWay = new Queue<Task>(Window);
        try
        {
            for (var index = 0; index < UnfinishedPayload.PartCount(descriptor.Length); index++)
            {
                if (onTheWay.Count == Window)
                {
                    await onTheWay.Dequeue();
                }

                onTheWay.Enqueue(await ReadAndSendAsync(content, collaboration, descriptor, index, send, cancellationToken));
            }
        }
        finally
        {
            // Also when one has failed: their buffers go back to the pool only when they are done.
            await Task.WhenAll(onTheWay);
        }
    }

    /// <summary>Returns when the part is read; the task inside ends when it is sent.</summary>
    private static async Task<Task> ReadAndSendAsync(
        Stream content,
        CollaborationId collaboration,
        PayloadDescriptor descriptor,
        int index,
        Func<PayloadPart, CancellationToken, Task> send,
        CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Payload.MaxInlineBytes);
        try
        {
            var bytes = buffer.AsMemory(0, UnfinishedPayload.LengthOf(descriptor.Length, index));
            await content.ReadExactlyAsync(bytes, cancellationToken);
            var part = new PayloadPart
            {
                Collaboration = collaboration,
                Hash = descriptor.Hash,
                Length = descriptor.Length,
                Index = index,
                Bytes = bytes,
            };
            return SendAndReturnAsync(send(part, cancellationToken), buffer);
        }
        catch (EndOfStreamException shorter)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw new PayloadException($"Payload {descriptor.Hash} is shorter than the {descriptor.Length} bytes announced.", shorter);
        }
    }

    private static async Task SendAndReturnAsync(Task sending, byte[] buffer)
    {
        // The buffer does not go back after a failure: a send that was given up may still read it.
        await sending;
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
