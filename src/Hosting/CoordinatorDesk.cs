using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using Microsoft.Extensions.Logging;

namespace EventCollab.Hosting;

/// <summary>
/// Answers <see cref="PlanRound"/> and <see cref="CombineRound"/> by a method's coordinator, in the hub's worker or in
/// the sponsor's agent. Keeps nothing between calls: the state is a payload, found by its descriptor, and what an answer
/// names lies in the store before the answer is given. The same question gives the same bytes. Calls block while they
/// compute, on the caller's thread: libtorch wants its own. Safe for use by many threads.
/// </summary>
/// <param name="methods">The methods known here.</param>
/// <param name="payloads">The coordinator's own store: states, broadcasts and contributions.</param>
/// <param name="data">The sponsor's data for a collaboration; null where the hub coordinates.</param>
/// <param name="logger">Hears the whole failure, of which an answer holds only what others may read.</param>
public sealed class CoordinatorDesk(
    MethodRegistry methods, IPayloadStore payloads, Func<CollaborationId, ILocalData?> data, ILogger logger)
{
    private readonly StateCache _states = new(payloads);

    /// <summary>The payloads that must be in the store before <see cref="Combine"/>; they may still be on the way in parts.</summary>
    public async Task WaitForPayloadsAsync(CombineRound request, CancellationToken cancellationToken)
    {
        foreach (var accepted in request.Accepted)
        {
            await payloads.WaitForAsync(accepted.Payload.Hash, cancellationToken);
        }
    }

    /// <returns><see cref="RoundPlanned"/>, its broadcast in the store and not inline, or <see cref="CoordinationFailed"/> with one line.</returns>
    /// <exception cref="StoreException">The store cannot be written now; asking again later may succeed (<see cref="DiskFailure"/>).</exception>
    public ICollaborationMessage Plan(PlanRound request, CancellationToken cancellationToken) =>
        Answer(request.Collaboration, request.Round, request.Step, () =>
        {
            using var coordinator = Coordinator(request.Collaboration, request.Terms);
            var (stateDescriptor, state) = request.State is { } known
                ? (known, _states.Read(known, cancellationToken))
                : _states.Write(Beginning(request.Terms, coordinator, cancellationToken), cancellationToken);
            var plan = coordinator.Plan(state, request.Round, request.Step, SetupMapping.Names(request.Members));
            var (broadcast, bytes) = TensorPayload.Encode(plan.Broadcast);
            payloads.PutAsync(broadcast.Hash, bytes, cancellationToken).AsTask().GetAwaiter().GetResult();
            return new RoundPlanned
            {
                Collaboration = request.Collaboration,
                Round = request.Round,
                Step = request.Step,
                Plan = PlanMapping.ToRoundPlan(plan),
                Payload = new Payload { Descriptor = broadcast },
                State = stateDescriptor,
            };
        }, cancellationToken);

    /// <returns><see cref="RoundCombined"/>, its state in the store, or <see cref="CoordinationFailed"/> with one line.</returns>
    /// <exception cref="StoreException">The store cannot be written now; asking again later may succeed (<see cref="DiskFailure"/>).</exception>
    public ICollaborationMessage Combine(CombineRound request, CancellationToken cancellationToken) =>
        Answer(request.Collaboration, request.Round, request.Step, () =>
        {
            using var coordinator = Coordinator(request.Collaboration, request.Terms);
            var state = _states.Read(request.State, cancellationToken);

            // Sorted here and not trusted to be: the order is the order of every sum.
            var contributions = request.Accepted.OrderBy(accepted => accepted.Organization)
                .Select(accepted => Read(accepted, cancellationToken)).ToList();
            var combined = coordinator.Combine(
                state, request.Round, request.Step, contributions, SetupMapping.Names([.. request.Missing.Order()]));
            return new RoundCombined
            {
                Collaboration = request.Collaboration,
                Round = request.Round,
                Step = request.Step,
                Outcome = (RoundOutcome)combined.Outcome,
                NextRound = combined.NextRound,
                NextStep = combined.NextStep,
                State = _states.Write(combined.State, cancellationToken).Descriptor,
                Report = PlanMapping.ToRoundReport(combined.Report),
            };
        }, cancellationToken);

    // Whatever else fails is an answer too, a lack of memory and a cancellation that nobody asked for among it: a step without
    // one hangs for ever, and the same question would need the same memory again.
    private ICollaborationMessage Answer(
        CollaborationId collaboration, int round, int step, Func<ICollaborationMessage> answer, CancellationToken cancellationToken)
    {
        try
        {
            return answer();
        }
        catch (Exception exception) when (!DiskFailure.Is(exception) && !cancellationToken.IsCancellationRequested)
        {
            HostingLog.CoordinationFailed(logger, exception, round, step, collaboration, FailureText.OneLine(exception));
            return new CoordinationFailed
            {
                Collaboration = collaboration,
                Round = round,
                Step = step,
                Reason = FailureText.ForOthers(exception, "coordinator"),
            };
        }
    }

    private ICoordinator Coordinator(CollaborationId collaboration, Terms terms)
    {
        var (method, setup) = methods.Resolve(terms);
        var local = data(collaboration);
        return method.CoordinatedBySponsor && local is null
            ? throw new MethodException($"Method '{method.Name}' is coordinated where the labels are, and there are none here.")
            : method.CreateCoordinator(setup, local);
    }

    /// <summary>The method's own start, or the final state of the collaboration that this one continues: the sponsor kept it when it coordinated that one.</summary>
    private TensorSet Beginning(Terms terms, ICoordinator coordinator, CancellationToken cancellationToken)
    {
        var (method, setup) = methods.Resolve(terms);
        if (method.Continues(setup) is not { } past)
        {
            return coordinator.Start();
        }

        return ContentHash.TryParse(past.StateHash, out var hash) && payloads.Contains(hash)
            ? TensorSet.OfBytes(payloads.ReadAsync(hash, cancellationToken).AsTask().GetAwaiter().GetResult())
            : throw new MethodException($"The final state {Excerpt.Of(past.StateHash)} of collaboration {Excerpt.Of(past.Collaboration)} is not in the coordinator's payload store.");
    }

    private Contribution Read(AcceptedContribution accepted, CancellationToken cancellationToken)
    {
        var bytes = payloads.ReadAsync(accepted.Payload.Hash, cancellationToken).AsTask().GetAwaiter().GetResult();
        return new Contribution(accepted.Organization.Value, accepted.Round, TensorPayload.Decode(accepted.Payload, bytes));
    }
}
