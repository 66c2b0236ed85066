using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Records a refusal for the operator and tells the sender.</summary>
internal sealed class Refusals(EndpointNames names, TimeProvider time, PayloadSweeper sweeper)
{
    public void Refuse(BehaviorContext<CollaborationState> context, CollectedContribution contribution, Judgement judgement)
    {
        var unit = context.Unit();
        var reason = judgement.Reason ?? throw new ArgumentException("An accepted contribution cannot be refused.", nameof(judgement));
        var key = new ContributionKey(contribution.Collaboration, contribution.Round, contribution.Step, contribution.Organization);
        unit.AddRefusal(key, reason, judgement.Detail, time.GetUtcNow());
        if (judgement.IsDuplicate)
        {
            return;
        }

        unit.OnCommitted(() => sweeper.Sweep([contribution.Payload.Hash]));
        if (context.Saga.Members.Find(contribution.Organization) is not { } member)
        {
            // Nobody of that name was invited: there is no queue that would be right to write to.
            return;
        }

        member.Refused++;
        member.Late += reason is RefusalReason.Late ? 1 : 0;
        var message = new ContributionRefused
        {
            Collaboration = key.Collaboration,
            Round = key.Round,
            Step = key.Step,
            Organization = key.Organization,
            Reason = reason,
            Detail = judgement.Detail,
        };
        unit.Send(names.Organization(key.Organization), message, key.MessageId($"{nameof(ContributionRefused)}:{reason}"));
    }
}
