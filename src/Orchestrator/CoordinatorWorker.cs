using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Messaging.Payloads;
using EventCollab.Orchestrator.Intake;

namespace EventCollab.Orchestrator;

/// <summary>
/// Plans and combines steps of methods whose coordinator sits in the hub: a competing consumer beside the saga. Its answers are
/// a function of the question, so it needs no inbox: asked twice, it answers twice the same.
/// </summary>
internal sealed class CoordinatorWorker(CoordinatorDesk desk, IPayloadStore payloads, PayloadSweeper sweeper, HubSender sender)
{
    public async Task PlanAsync(PlanRound request, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(() => desk.Plan(request, cancellationToken), cancellationToken);
        if (answer is RoundPlanned planned)
        {
            await PlanIntake.PassOnAsync(sender, planned, cancellationToken);
            return;
        }

        await FailAsync(answer, nameof(PlanRound), cancellationToken);
    }

    public async Task CombineAsync(CombineRound request, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(() => desk.Combine(request, cancellationToken), cancellationToken);
        if (answer is RoundCombined combined)
        {
            await sender.ToHubAsync(combined, MessageId(combined), cancellationToken);
            return;
        }

        await FailAsync(answer, nameof(CombineRound), cancellationToken);
    }

    /// <summary>With the state in it: nobody can have an outcome taken for a copy before it is known.</summary>
    private static Guid MessageId(RoundCombined combined) => new StepKey(combined.Collaboration, combined.Round, combined.Step)
        .MessageId($"{nameof(RoundCombined)}:{combined.State.Hash}");

    /// <summary>What must stay in the store until the saga's rows name it.</summary>
    private static (Guid Message, List<ContentHash> Hashes) Kept(ICollaborationMessage answer) => answer switch
    {
        RoundPlanned planned => (PlanIntake.MessageId(planned), [planned.Payload!.Descriptor.Hash, planned.State.Hash]),
        RoundCombined combined => (MessageId(combined), [combined.State.Hash]),
        _ => (default, []),
    };

    private async Task<ICollaborationMessage> AnswerAsync(
        Func<ICollaborationMessage> ask, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The desk blocks while it computes; the endpoint's threads must stay free for the broker.
            var answer = await Task.Factory.StartNew(ask, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var (message, hashes) = Kept(answer);
            foreach (var hash in hashes)
            {
                await sweeper.HoldAsync(message, hash, cancellationToken);
            }

            if (hashes.TrueForAll(payloads.Contains))
            {
                return answer;
            }

            // Equal bytes of an expired step were swept between writing and holding: ask again.
            sweeper.Release(message);
        }
    }

    private Task FailAsync(ICollaborationMessage answer, string question, CancellationToken cancellationToken)
    {
        var failed = (CoordinationFailed)answer;
        var key = new StepKey(failed.Collaboration, failed.Round, failed.Step);
        return sender.ToHubAsync(failed, key.MessageId($"{nameof(CoordinationFailed)}:{question}"), cancellationToken);
    }
}
