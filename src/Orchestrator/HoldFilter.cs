using MassTransit;

namespace EventCollab.Orchestrator;

/// <summary>
/// Lets go of what was held for a message once its transaction is over. Outside the transaction and its inbox, because a
/// copy that nobody handles was held for as well.
/// </summary>
internal sealed class HoldFilter(PayloadSweeper sweeper) : IFilter<ConsumeContext>
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("holds");

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        await next.Send(context);
        if (context.MessageId is { } message)
        {
            sweeper.Release(message);
        }
    }
}
