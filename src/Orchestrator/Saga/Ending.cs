using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Ends a collaboration: everybody is told, the row stays, payloads go when nothing can need them any more.</summary>
internal sealed class Ending(EndpointNames names, TimeProvider time, PayloadSweeper sweeper)
{
    /// <summary>Messages that carry the last payloads may still wait for the broker; payloads outlive the end by this.</summary>
    public static readonly TimeSpan Afterglow = TimeSpan.FromMinutes(10);

    public void End(BehaviorContext<CollaborationState> context, string state)
    {
        var saga = context.Saga;
        context.Disarm();
        saga.Steps.End();
        saga.HeldPlan = null;
        saga.EndedAt = saga.Since = time.GetUtcNow();
        Tell(context, state);
        context.Unit().SetTimer(
            new StepKey(saga.Id, 0, 0).MessageId(nameof(Afterglow)),
            saga.EndedAt.Value + Afterglow,
            names.Hub,
            new ReissueStep { Collaboration = saga.Id });
    }

    public static void Cancel(BehaviorContext<CollaborationState, CancelCollaboration> context) =>
        context.Saga.Reason = context.Message.Reason.Length > 0 ? context.Message.Reason : "Cancelled by the operator.";

    /// <summary>
    /// Until it is let go everybody is told again, by the same message ids: an embedded bus loses what it had taken when the
    /// process is killed, and who never hears of the end keeps its payloads for ever.
    /// </summary>
    public void Reissue(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        if (context.Unit().IsLetGo(saga.Id))
        {
            return;
        }

        Tell(context, saga.CurrentState);
        if (time.GetUtcNow() >= saga.EndedAt + Afterglow)
        {
            context.Unit().LetGo(saga.Id);
            var expired = context.Unit().ExpireAll(saga.Id, saga.Coordinator?.Hash);
            context.Unit().OnCommitted(() => sweeper.Sweep(expired));
        }
    }

    private void Tell(BehaviorContext<CollaborationState> context, string state)
    {
        var saga = context.Saga;
        var message = new CollaborationEnded { Collaboration = saga.Id, State = state, Reason = saga.Reason, FinalHash = saga.FinalHash };
        foreach (var member in saga.Members.Organizations.Where(m => m.Standing is not Standing.Declined))
        {
            context.Unit().Send(names.Organization(member.Organization), message, EndId(saga, member.Organization));
        }

        context.Unit().Send(names.Rewards, message, new StepKey(saga.Id, 0, 0).MessageId(nameof(CollaborationEnded)));
    }

    private static Guid EndId(CollaborationState saga, OrganizationId organization) =>
        new ContributionKey(saga.Id, 0, 0, organization).MessageId(nameof(CollaborationEnded));
}
