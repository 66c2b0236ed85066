using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Opens the planned step: a task to each recipient, a deadline, and room on the disk by letting old payloads go.</summary>
internal sealed class Opening(EndpointNames names, TimeProvider time, PayloadSweeper sweeper, Refusals refusals, Deadlines deadlines)
{
    public void Open(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        var planned = saga.HeldPlan!;
        var broadcast = planned.Payload!.Descriptor;
        var now = time.GetUtcNow();
        saga.HeldPlan = null;
        saga.Coordinator = planned.State;
        saga.ScoresGate = planned.Plan.ScoresGateNextStep;
        saga.Since = now;
        var step = new OpenStep
        {
            Round = saga.Round,
            Step = saga.Step,
            Plan = planned.Plan,
            Broadcast = broadcast,
            OpenedAt = now,
            Deadline = now + planned.Plan.Deadline,
        };

        foreach (var late in saga.Steps.Begin(step))
        {
            var why = $"Round {saga.Round} step {saga.Step} takes no late contributions.";
            refusals.Refuse(context, late, Judgement.Refuse(RefusalReason.Late, why));
        }

        Record(context, planned, broadcast);
        Count(saga, planned.Plan, broadcast);
        Send(context);
    }

    /// <summary>Sends the task to everyone who is still awaited, at first or again, and arms the deadline.</summary>
    public void Send(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        var open = saga.Steps.Open!;
        foreach (var organization in open.Outstanding(saga.Members))
        {
            var task = new RoundOpened
            {
                Collaboration = saga.Id,
                Round = open.Round,
                Step = open.Step,
                Organization = organization,
                Payload = new Payload { Descriptor = open.Broadcast },
                Expected = open.Plan.Expected,
            };
            context.Unit().Send(names.Organization(organization), task, saga.Key.Of(organization).MessageId(nameof(RoundOpened)));
        }

        deadlines.Now(saga);
        if (open.Deadline is { } deadline)
        {
            context.Arm(names, deadline);
        }
    }

    private void Record(BehaviorContext<CollaborationState> context, RoundPlanned planned, PayloadDescriptor broadcast)
    {
        var (saga, unit) = (context.Saga, context.Unit());
        unit.AddPlan(saga.Key, new PlanRow { Plan = planned.Plan, Broadcast = broadcast.Hash });
        var expired = saga.Steps.Closed is [var oldest, ..] ? unit.Expire(new StepKey(saga.Id, oldest.Round, oldest.Step)) : [];
        unit.OnCommitted(() => sweeper.Sweep(expired));
    }

    private static void Count(CollaborationState saga, RoundPlan plan, PayloadDescriptor broadcast)
    {
        foreach (var member in plan.Recipients.Select(saga.Members.Find))
        {
            member!.BytesIn += broadcast.Length;
        }

        if (saga.Terms.Sponsor is { } sponsor && saga.Members.Find(sponsor) is { } coordinator)
        {
            coordinator.BytesOut += broadcast.Length;
        }
    }
}
