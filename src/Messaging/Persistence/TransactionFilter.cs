using System.Runtime.Serialization;
using MassTransit;

namespace EventCollab.Messaging.Persistence;

/// <summary>
/// Handles each message of an endpoint in one transaction: inbox, handler, outbox, timers, one commit. What the handler
/// sends goes out after the commit; a crash in between loses nothing, because the rows are there.
/// </summary>
internal sealed class TransactionFilter(SqlStore store, string endpoint, Copies copies) : IFilter<ConsumeContext>
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("transaction");

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        var messageId = context.MessageId ?? throw new SerializationException("A message without an id cannot be handled once.");
        try
        {
            await using var work = await store.BeginAsync(context.CancellationToken);
            if (copies is Copies.Answered || work.Receive(endpoint, messageId))
            {
                context.AddOrUpdatePayload(() => work, _ => work);
                await next.Send(context);
                await work.CommitAsync(context.CancellationToken);
            }
        }
        catch (Exception failure) when (store.Explain(failure) is not null)
        {
            // The store is gone: neither acknowledged nor moved to the error queue, the message comes again after the restart.
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
    }
}
