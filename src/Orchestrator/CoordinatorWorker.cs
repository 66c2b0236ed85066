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
        var answer = await AnswerAsync(() => desk.Plan(request, cancellationToken), Kept, cancellationToken);
        if (answer is RoundPlanned planned)
        {
            await PlanIntake.PassOnAsync(sender, planned, cancellationToken);
            return;
        }

        await FailAsync(answer, nameof(PlanRound), cancellationToken);
    }

    public async Task CombineAsync(CombineRound request, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(() => desk.Combine(request, cancellationToken), Kept, cancellationToken);
        if (answer is RoundCombined combined)
        {
            var key = new StepKey(combined.Collaboration, combined.Round, combined.Step);
            await sender.ToHubAsync(combined, key.MessageId(nameof(RoundCombined)), cancellationToken);
            return;
        }

        await FailAsync(answer, nameof(CombineRound), cancellationToken);
    }

    /// <summary>What must stay in the store until the saga's rows name it.</summary>
    private static List<ContentHash> Kept(ICollaborationMessage answer) => answer switch
    {
        RoundPlanned planned => [planned.Payload!.Descriptor.Hash, planned.State.Hash],
        RoundCombined combined => [combined.State.Hash],
        _ => [],
    };

    private async Task<ICollaborationMessage> AnswerAsync(
        Func<ICollaborationMessage> ask, Func<ICollaborationMessage, List<ContentHash>> kept, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The desk blocks while it computes; the endpoint's threads must stay free for the broker.
            var answer = await Task.Factory.StartNew(ask, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var hashes = kept(answer);
            foreach (var hash in hashes)
            {
                await sweeper.HoldAsync(hash, cancellationToken);
            }

            if (hashes.TrueForAll(payloads.Contains))
            {
                return answer;
            }

            // Equal bytes of an expired step were swept between writing and holding: ask again.
            hashes.ForEach(sweeper.Release);
        }
    }

    private Task FailAsync(ICollaborationMessage answer, string question, CancellationToken cancellationToken)
    {
        var failed = (CoordinationFailed)answer;
        var key = new StepKey(failed.Collaboration, failed.Round, failed.Step);
        return sender.ToHubAsync(failed, key.MessageId($"{nameof(CoordinationFailed)}:{question}"), cancellationToken);
    }
}
