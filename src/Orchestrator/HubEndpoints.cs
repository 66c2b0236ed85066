using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator.Intake;
using EventCollab.Orchestrator.Saga;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EventCollab.Orchestrator;

/// <summary>The queues that a hub reads.</summary>
internal sealed class HubEndpoints(
    HubOptions options,
    SqlStore store,
    IPayloadStore payloads,
    SagaTable<CollaborationState> sagas,
    PayloadSweeper sweeper,
    ContributionBatches batches,
    HubSender sender,
    CommitSignals signals)
{
    private readonly ILogger _log = options.Loggers.CreateLogger<Hub>();

    public IReadOnlyList<EndpointDefinition> All() =>
        [Saga(), Intake(), Coordinator(), PayloadEndpoints.Parts(options.Names.HubIntake, payloads)];

    /// <summary>One at a time: the store has one writer, and events of a collaboration keep their order.</summary>
    private EndpointDefinition Saga() => new()
    {
        Name = options.Names.Hub,
        PrefetchCount = 64,
        ConcurrencyLimit = 1,
        Configure = endpoint =>
        {
            endpoint.UseFilter(new HoldFilter(sweeper));
            endpoint.UseTransaction(store);
            endpoint.StateMachineSaga(
                new CollaborationStateMachine(options.Names, options.TimeProvider, sweeper),
                sagas.CreateRepository(),
                saga => saga.UseExecute(context =>
                {
                    var before = StandingOf(context.Saga);
                    context.GetPayload<UnitOfWork>().OnCommitted(() => Committed(context.Saga, before));
                }));
        },
    };

    private static (string State, int Round, int Step) StandingOf(CollaborationState saga) => (saga.CurrentState, saga.Round, saga.Step);

    /// <summary>Tells who watches, and the operator's log where the collaboration has moved on.</summary>
    private void Committed(CollaborationState saga, (string State, int Round, int Step) before)
    {
        if (StandingOf(saga) != before)
        {
            _log.LogInformation(
                "Collaboration {Id}: {State}, round {Round} of {Rounds}. {Reason}",
                saga.CorrelationId.ToString("N"), saga.CurrentState, saga.Round, saga.Terms.Rounds, saga.Reason);
        }

        signals.Signal(new CollaborationId(saga.CorrelationId));
    }

    /// <summary>Many at a time: they wait for payloads and for each other's batch, and hold at most 512 KiB each.</summary>
    private EndpointDefinition Intake()
    {
        var contributions = new ContributionIntake(store, payloads, new PlanLookup(store, sagas), batches, sweeper, options);
        var plans = new PlanIntake(payloads, sweeper, sender, options);
        return new EndpointDefinition
        {
            Name = options.Names.HubIntake,
            PrefetchCount = 64,
            ConcurrencyLimit = 64,
            Configure = endpoint =>
            {
                endpoint.HoldThroughTrouble();
                endpoint.Handler<ContributionReceived>(context => contributions.ReceiveAsync(context.Message, context.CancellationToken));
                endpoint.Handler<RoundPlanned>(context => plans.ReceiveAsync(context.Message, context.CancellationToken));
            },
        };
    }

    /// <summary>Computes for as long as a step takes; few at a time, each on a thread of its own.</summary>
    private EndpointDefinition Coordinator()
    {
        var worker = new CoordinatorWorker(new CoordinatorDesk(options.Methods, payloads, _ => null, options.Loggers.CreateLogger<CoordinatorDesk>()), payloads, sweeper, sender);
        return new EndpointDefinition
        {
            Name = options.Names.HubCoordinator,
            PrefetchCount = (ushort)options.CoordinatorWorkers,
            ConcurrencyLimit = options.CoordinatorWorkers,
            Configure = endpoint =>
            {
                endpoint.HoldThroughTrouble();
                endpoint.Handler<PlanRound>(context => worker.PlanAsync(context.Message, context.CancellationToken));
                endpoint.Handler<CombineRound>(context => worker.CombineAsync(context.Message, context.CancellationToken));
            },
        };
    }
}
