using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Invites organizations and counts their answers.</summary>
internal sealed class Recruitment(EndpointNames names, TimeProvider time, Deadlines deadlines)
{
    public void Submit(BehaviorContext<CollaborationState, CollaborationSubmitted> context)
    {
        var (saga, message) = (context.Saga, context.Message);
        saga.Terms = message.Terms;
        saga.SubmittedAt = saga.Since = time.GetUtcNow();
        saga.Members = Membership.Invite(message.Terms, message.MinimumOrganizations, saga.SubmittedAt + message.RecruitingDeadline);
        Invite(context);
    }

    public void Join(BehaviorContext<CollaborationState, OrganizationJoined> context)
    {
        context.Saga.Members.Join(context.Message.Organization);
        Evaluate(context);
    }

    public void Decline(BehaviorContext<CollaborationState, OrganizationDeclined> context)
    {
        context.Saga.Members.Decline(context.Message.Organization, context.Message.Reason);
        Evaluate(context);
    }

    public void Withdraw(BehaviorContext<CollaborationState, OrganizationWithdrew> context)
    {
        context.Saga.Members.Withdraw(context.Message.Organization, context.Message.Reason);
        Evaluate(context);
    }

    public void Evaluate(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        saga.Verdict = saga.Members.Evaluate(deadlines.Now(saga));
        if (saga.Verdict is Verdict.Failed)
        {
            saga.Fail($"Recruiting: {saga.Members.Describe()}.");
        }
    }

    /// <summary>The timer came before its time (clocks are set): without another one nobody would ever look again.</summary>
    public void DeadlineReached(BehaviorContext<CollaborationState> context)
    {
        Evaluate(context);
        if (context.Saga.Verdict is Verdict.Wait)
        {
            context.Arm(names, context.Saga.Members.Deadline);
        }
    }

    /// <summary>Invites those who have not answered, at first or again.</summary>
    public void Invite(BehaviorContext<CollaborationState> context)
    {
        var saga = context.Saga;
        var invitation = new OrganizationInvited { Collaboration = saga.Id, Terms = saga.Terms };
        foreach (var organization in saga.Members.Unanswered)
        {
            var id = saga.Key.Of(organization).MessageId(nameof(OrganizationInvited));
            context.Unit().Send(names.Organization(organization), invitation, id);
        }

        deadlines.Now(saga);
        context.Arm(names, saga.Members.Deadline);
    }
}
