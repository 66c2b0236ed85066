using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Closes a step, has the coordinator combine it, and takes what comes of it.</summary>
internal sealed class Combining(EndpointNames names, TimeProvider time, Scoring scoring)
{
    public void Close(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        context.Disarm();
        saga.Steps.Close();
        saga.Since = time.GetUtcNow();
        saga.Reason = string.Empty;
        if (saga.Terms.Sponsor is { } sponsor && saga.Members.Find(sponsor) is { } coordinator)
        {
            coordinator.BytesIn += ToSend(saga).Sum(d => d.Length);
        }

        Send(context);
    }

    public void Send(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        var step = saga.Steps.Last!;
        var message = new CombineRound
        {
            Collaboration = saga.Id,
            Round = step.Round,
            Step = step.Step,
            Terms = saga.Terms,
            State = saga.Coordinator!,
            Accepted = step.Accepted,
            Missing = step.Missing,
        };
        context.Unit().Send(names.Coordinator(saga.Terms), message, saga.Key.MessageId(nameof(CombineRound)), ToSend(saga));
    }

    /// <summary>Takes the outcome: the step's row, the weights, the new state, and where the collaboration stands now.</summary>
    public void Record(BehaviorContext<CollaborationState, RoundCombined> context)
    {
        var (saga, message, unit) = (context.Saga, context.Message, context.Unit());
        saga.Verdict = Verdict.Complete;
        var fault = PlanCheck.Report(message.Report) ?? (message.Outcome is RoundOutcome.Continue
            ? PlanCheck.Next(saga.Round, saga.Step, message.NextRound, message.NextStep, saga.Terms.Rounds)
            : null);
        if (fault is not null)
        {
            saga.Fail($"Combining round {saga.Round} step {saga.Step}: {fault}");
            return;
        }

        unit.AddStep(saga.Key, Row(saga.Steps.Last!, message));
        if (saga.Terms.Sponsor is null)
        {
            unit.AddState(saga.Key, message.State.Hash);
        }

        foreach (var member in saga.Members.Organizations)
        {
            member.Weight = message.Report.Weights.FirstOrDefault(w => w.Organization == member.Organization)?.Value ?? 0;
        }

        saga.Coordinator = message.State;
        saga.Since = time.GetUtcNow();
        scoring.Send(context, saga.Key, saga.Steps.Last!.Recipients, message.Report);
        if (message.Outcome is RoundOutcome.Continue)
        {
            (saga.Round, saga.Step) = (message.NextRound, message.NextStep);
        }
        else
        {
            saga.FinalHash = message.State.Hash;
        }
    }

    /// <summary>
    /// The sponsor has its own contribution already; a coordinator in the hub finds all of them in the hub's payload store.
    /// </summary>
    private static List<PayloadDescriptor> ToSend(CollaborationState saga) => saga.Terms.Sponsor is { } sponsor
        ? [.. saga.Steps.Last!.Accepted.Where(a => a.Organization != sponsor).Select(a => a.Payload).DistinctBy(p => p.Hash)]
        : [];

    private StepRow Row(ClosedStep step, RoundCombined message) => new()
    {
        OpenedAt = step.OpenedAt,
        CombinedAt = time.GetUtcNow(),
        Outcome = message.Outcome,
        Report = message.Report,
        State = message.State.Hash,
        Recipients = step.Recipients,
        Accepted =
        [
            .. step.Accepted.Select(a =>
                new StepRow.AcceptedRow(a.Organization, a.Round, a.Step, a.Payload.Hash, a.Payload.Length)),
        ],
    };
}
