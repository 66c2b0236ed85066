using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using MassTransit;

namespace EventCollab.Messaging.Tests.Persistence;

/// <summary>Counts deadlines, sends one on for each, fails once at round 13 and ends at round 100.</summary>
internal sealed class TallyMachine : MassTransitStateMachine<Tally>
{
    private int _failuresLeft = 1;

    public TallyMachine()
    {
        InstanceState(tally => tally.State);
        Event(() => DeadlineReached, x => x.CorrelateById(context => context.Message.Collaboration.Value));
        Initially(When(DeadlineReached).Then(Handle).TransitionTo(Counting));
        During(Counting, When(DeadlineReached, x => x.Message.Round < 100).Then(Handle), When(DeadlineReached, x => x.Message.Round >= 100).Finalize());
        SetCompletedWhenFinalized();
    }

    public State Counting { get; private set; } = null!;

    public Event<DeadlineReached> DeadlineReached { get; private set; } = null!;

    private void Handle(BehaviorContext<Tally, DeadlineReached> context)
    {
        context.Saga.Count++;
        context.GetPayload<UnitOfWork>().Send("out", context.Message, context.Message.Collaboration.Value);
        if (context.Message.Round == 13 && Interlocked.Decrement(ref _failuresLeft) >= 0)
        {
            throw new ConcurrencyException("Another handler was faster", typeof(Tally), context.Saga.CorrelationId);
        }
    }
}
