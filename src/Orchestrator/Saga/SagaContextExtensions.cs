using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Rules;
using MassTransit;

namespace EventCollab.Orchestrator.Saga;

/// <summary>What every activity of the saga needs of its context.</summary>
internal static class SagaContextExtensions
{
    public static UnitOfWork Unit(this BehaviorContext<CollaborationState> context) => context.GetPayload<UnitOfWork>();

    /// <summary>Where the collaboration's coordinator takes its work: the sponsor's agent, or a worker of the hub.</summary>
    public static string Coordinator(this EndpointNames names, Terms terms) =>
        terms.Sponsor is { } sponsor ? names.Organization(sponsor) : names.HubCoordinator;

    public static void Arm(this BehaviorContext<CollaborationState> context, EndpointNames names, DateTimeOffset due)
    {
        var saga = context.Saga;
        context.Disarm();
        saga.Timer = Guid.NewGuid();
        var message = new DeadlineReached
        {
            Collaboration = saga.Id,
            Round = saga.Round,
            Step = saga.Step,
            Recruiting = saga.Steps.Open is null,
        };
        context.Unit().SetTimer(saga.Timer.Value, due, names.Hub, message);
    }

    public static void Disarm(this BehaviorContext<CollaborationState> context)
    {
        if (context.Saga.Timer is { } timer)
        {
            context.Unit().CancelTimer(timer);
            context.Saga.Timer = null;
        }
    }

    public static void Fail(this CollaborationState saga, string reason) => (saga.Verdict, saga.Reason) = (Verdict.Failed, reason);
}
