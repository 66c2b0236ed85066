using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Asks the coordinator for the plan of the current step, and checks what it answers.</summary>
internal sealed class Planning(EndpointNames names, TimeProvider time)
{
    public void Begin(BehaviorContext<CollaborationState> context)
    {
        context.Disarm();
        context.Saga.Since = time.GetUtcNow();
        Send(context);
    }

    public void Send(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        var message = new PlanRound
        {
            Collaboration = saga.Id,
            Round = saga.Round,
            Step = saga.Step,
            Terms = saga.Terms,
            Members = saga.Members.Joined,
            State = saga.Coordinator,
        };
        context.Unit().Send(names.Coordinator(saga.Terms), message, saga.Key.MessageId(nameof(PlanRound)));
    }

    /// <summary>Keeps the plan and says whether it can be opened.</summary>
    public static void Receive(BehaviorContext<CollaborationState, RoundPlanned> context)
    {
        var (saga, planned) = (context.Saga, context.Message);
        saga.HeldPlan = planned;
        saga.Verdict = Verdict.Complete;
        var fault = planned.Payload is null ? "The plan has no broadcast."
            : saga.Coordinator is { } state && state.Hash != planned.State.Hash
                ? $"The plan starts from state {planned.State.Hash}, not {state.Hash}."
            : PlanCheck.Plan(planned.Plan, saga.Members);
        if (fault is not null)
        {
            saga.Fail($"Planning round {saga.Round} step {saga.Step}: {fault}");
            return;
        }

        // Named from here on: a paused collaboration opens the step much later, perhaps in another process.
        var unit = context.Unit();
        unit.AddBroadcast(saga.Key, planned.Payload!.Descriptor.Hash);
        if (saga.Terms.Sponsor is null && saga.Steps.Closed.Count == 0)
        {
            // The state before the first step; later ones are noted when a step is combined.
            unit.AddState(new StepKey(saga.Id, 0, 0), planned.State.Hash);
        }
    }

    /// <summary>The coordinator gave up on the current step.</summary>
    public static void Fail(BehaviorContext<CollaborationState, CoordinationFailed> context) =>
        context.Saga.Fail($"The coordinator failed in round {context.Saga.Round} step {context.Saga.Step}: {context.Message.Reason}");
}
