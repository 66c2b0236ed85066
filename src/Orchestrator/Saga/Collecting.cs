using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Judges contributions by the rules of the round and asks the barrier.</summary>
internal sealed class Collecting(EndpointNames names, PayloadSweeper sweeper, Refusals refusals, Deadlines deadlines)
{
    public void Judge(BehaviorContext<CollaborationState, ContributionsCollected> context)
    {
        foreach (var contribution in context.Message.Contributions)
        {
            Judge(context, contribution);
        }
    }

    public void Withdraw(BehaviorContext<CollaborationState, OrganizationWithdrew> context)
    {
        context.Saga.Members.Withdraw(context.Message.Organization, context.Message.Reason);
        Evaluate(context);
    }

    public void Evaluate(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        if (!saga.Members.CanGoOn)
        {
            saga.Fail($"Round {saga.Round} step {saga.Step}: {saga.Members.Describe()}.");
            return;
        }

        var open = saga.Steps.Open;
        saga.Verdict = open?.Evaluate(deadlines.Now(saga), saga.Members) ?? Verdict.Wait;
        if (saga.Verdict is Verdict.Failed)
        {
            saga.Fail($"No quorum in time: {open!.Describe(saga.Members)}.");
        }
        else if (saga.Verdict is Verdict.Extended)
        {
            saga.Reason =
                $"Deadline moved ({open!.Extensions} of {OpenStep.MaxExtensions}) to {open.Deadline:u}: {open.Describe(saga.Members)}.";
            context.Arm(names, open.Deadline!.Value);
        }
    }

    /// <summary>The timer came before its time (clocks are set): without another one nobody would ever look again.</summary>
    public void DeadlineReached(BehaviorContext<CollaborationState> context)
    {
        Evaluate(context);
        if (context.Saga is { Verdict: Verdict.Wait, Steps.Open.Deadline: { } deadline })
        {
            context.Arm(names, deadline);
        }
    }

    private void Judge(BehaviorContext<CollaborationState> context, CollectedContribution contribution)
    {
        var saga = context.Saga;
        var judgement = saga.Steps.Judge(contribution, saga.Members);
        context.Unit().OnCommitted(() => sweeper.Release(contribution.Payload.Hash));
        if (!judgement.IsAccepted)
        {
            refusals.Refuse(context, contribution, judgement);
            return;
        }

        context.Unit().AddContribution(contribution);
        var member = saga.Members.Find(contribution.Organization)!;
        member.BytesOut += contribution.Payload.Length;
        member.Late += saga.Steps.Open is { } open && contribution.Round == open.Round && contribution.Step == open.Step ? 0 : 1;
    }
}
