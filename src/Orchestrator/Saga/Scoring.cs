using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Orchestrator.Records;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>Asks for scores and keeps them for the view; also those that come when the collaboration is over.</summary>
internal sealed class Scoring(EndpointNames names)
{
    public void Send(
        BehaviorContext<CollaborationState> context, StepKey key, IReadOnlyList<OrganizationId> organizations, RoundReport report)
    {
        var message = new ScoreRound
        {
            Collaboration = key.Collaboration,
            Round = key.Round,
            Step = key.Step,
            Method = context.Saga.Terms.Method,
            Organizations = [.. organizations.Order()],
            Report = report,
        };
        context.Unit().Send(names.Rewards, message, key.MessageId(nameof(ScoreRound)));
    }

    public static void Record(BehaviorContext<CollaborationState, ContributionsScored> context)
    {
        var (saga, message) = (context.Saga, context.Message);
        if (!context.Unit().MarkScored(new StepKey(saga.Id, message.Round, message.Step)))
        {
            return;
        }

        foreach (var score in message.Scores)
        {
            if (saga.Members.Find(score.Organization) is { } member)
            {
                member.Score += score.Value;
            }
        }

        foreach (var share in message.Shares)
        {
            if (saga.Members.Find(share.Organization) is { } member)
            {
                member.Share = share.Value;
            }
        }
    }

    /// <summary>Asks again for every score that has not come: a restart of the embedded bus may have lost the question.</summary>
    public void SendMissing(BehaviorContext<CollaborationState> context)
    {
        foreach (var (round, step, row) in context.Unit().Unscored(context.Saga.Id))
        {
            Send(context, new StepKey(context.Saga.Id, round, step), row.Recipients, row.Report);
        }
    }

    /// <summary>True where these are the scores that the next step waits for.</summary>
    public static bool Awaited(CollaborationState saga, ContributionsScored message) =>
        saga.Steps.Last is { } last && last.Round == message.Round && last.Step == message.Step;
}
