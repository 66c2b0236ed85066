using System.Collections.Concurrent;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Hosting.Journal;
using EventCollab.Messaging.Payloads;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// Takes deliveries from the agent's queue. A task is in the journal, its inline bytes in the payload store, before the
/// method returns and the delivery is acknowledged; a known one is recognised and its answer, if any, announced again.
/// A disk that refuses holds the delivery: acknowledging would lose the task.
/// </summary>
internal sealed class TaskIntake(
    AgentOptions options, AgentJournal journal, PayloadCustody custody, Announcer announcer, TaskWork work, ILogger logger)
{
    /// <summary>How often a contribution whose bytes did not arrive is sent again.</summary>
    internal const int MaxSentAgain = 3;

    private readonly Disk _disk = new(options, logger);
    private readonly ConcurrentDictionary<WorkKey, int> _sentAgain = new();

    public Task OnInvitedAsync(OrganizationInvited invited, CancellationToken cancellationToken) =>
        journal.MembershipOf(invited.Collaboration) switch
        {
            Membership.Ended => Ignore(invited, 0, "it has ended"),
            Membership.Withdrawn => AnnounceAgain(AgentJournal.Withdrawal(invited.Collaboration)),
            _ => TakeAsync(AgentJournal.Invitation(invited.Collaboration), invited, null, cancellationToken),
        };

    public Task OnOpenedAsync(RoundOpened opened, CancellationToken cancellationToken)
    {
        var key = new WorkKey(opened.Collaboration, WorkKind.Contribution, opened.Round, opened.Step);
        if (opened.Organization != options.Organization)
        {
            return Ignore(opened, opened.Round, $"it is for {opened.Organization}");
        }

        if (opened.Payload is not { } broadcast)
        {
            return Ignore(opened, opened.Round, "it has no broadcast");
        }

        if (journal.Work.Find(key)?.Task is RoundOpened known && known.Payload!.Descriptor.Hash != broadcast.Descriptor.Hash)
        {
            return Ignore(opened, opened.Round, "another broadcast is known for this step");
        }

        // Before its parts are waited for: they would take the disk that the limit is there to keep.
        if (broadcast.Descriptor.Length > options.MaxBroadcastBytes && IsNewTask(key))
        {
            return WithdrawAsync(opened.Collaboration, $"round {opened.Round}: The broadcast has {broadcast.Descriptor.Length} bytes; "
                + $"{options.Organization} takes at most {options.MaxBroadcastBytes}.", cancellationToken);
        }

        var task = opened with { Payload = new Payload { Descriptor = broadcast.Descriptor } };
        return TakeStepAsync(key, task, broadcast, cancellationToken);
    }

    public Task OnPlanAsync(PlanRound plan, CancellationToken cancellationToken) => IsOurs(plan.Collaboration, plan.Terms)
        ? TakeStepAsync(new WorkKey(plan.Collaboration, WorkKind.Plan, plan.Round, plan.Step), plan, null, cancellationToken)
        : Ignore(plan, plan.Round, "these are not the terms that were agreed to with this organization as the sponsor");

    public Task OnCombineAsync(CombineRound combine, CancellationToken cancellationToken) => IsOurs(combine.Collaboration, combine.Terms)
        ? TakeStepAsync(new WorkKey(combine.Collaboration, WorkKind.Combine, combine.Round, combine.Step), combine, null, cancellationToken)
        : Ignore(combine, combine.Round, "these are not the terms that were agreed to with this organization as the sponsor");

    public async Task OnRefusedAsync(ContributionRefused refused, CancellationToken cancellationToken)
    {
        AgentLog.Refused(logger, refused.Round, refused.Collaboration, refused.Reason, refused.Detail);
        await NoteAsync(new WorkKey(refused.Collaboration, WorkKind.Refusal, refused.Round, refused.Step), refused, cancellationToken);
        if (refused.Reason is RefusalReason.PayloadMissing)
        {
            SendAgain(new WorkKey(refused.Collaboration, WorkKind.Contribution, refused.Round, refused.Step));
        }
    }

    /// <summary>The bytes are here and were lost on the way. Bounded: a hub that cannot keep them would be fed for ever.</summary>
    private void SendAgain(WorkKey key)
    {
        if (journal.Work.Find(key) is { IsFinished: true } && _sentAgain.AddOrUpdate(key, 1, (_, times) => times + 1) <= MaxSentAgain)
        {
            announcer.Enqueue(key);
        }

        foreach (var old in _sentAgain.Keys.Where(k => journal.Work.Find(k) is null))
        {
            _sentAgain.TryRemove(old, out _);
        }
    }

    public async Task OnRewardAsync(RewardIssued reward, CancellationToken cancellationToken)
    {
        AgentLog.Rewarded(logger, reward.Round, reward.Collaboration, reward.Score, reward.Share);
        await NoteAsync(new WorkKey(reward.Collaboration, WorkKind.Reward, reward.Round, reward.Step), reward, cancellationToken);
    }

    public async Task OnEndedAsync(CollaborationEnded ended, CancellationToken cancellationToken)
    {
        if (journal.MembershipOf(ended.Collaboration) is null)
        {
            return;
        }

        // The hub says it once more when it lets go.
        if (journal.MembershipOf(ended.Collaboration) is not Membership.Ended)
        {
            AgentLog.Ended(logger, ended.Collaboration, ended.State, ended.Reason);
        }

        var forgotten = await _disk.RetryAsync(() => EndAsync(ended, cancellationToken), cancellationToken);
        await work.LeaveAsync(ended.Collaboration, forgotten);
    }

    private bool IsNewTask(WorkKey key) =>
        journal.MembershipOf(key.Collaboration) is Membership.Joined && !journal.IsForgotten(key) && journal.Work.Find(key) is null;

    private async Task WithdrawAsync(CollaborationId collaboration, string reason, CancellationToken cancellationToken) =>
        await work.LeaveAsync(collaboration, await _disk.RetryAsync(() => Task.FromResult(work.Withdraw(collaboration, reason)), cancellationToken));

    private async Task<IReadOnlyList<WorkEntry>> EndAsync(CollaborationEnded ended, CancellationToken cancellationToken)
    {
        journal.Work.TryBegin(AgentJournal.Ended(ended.Collaboration), ended);
        var forgotten = journal.Settle(ended.Collaboration);
        if (forgotten.Count > 0 && journal.Work.Find(new WorkKey(ended.Collaboration, WorkKind.Final))?.Result is { } last)
        {
            // The final state stays: without it the models that stay could not be used together.
            await custody.HoldAsync(last, cancellationToken);
        }

        return forgotten;
    }

    private Task TakeStepAsync(WorkKey key, ICollaborationMessage task, Payload? brought, CancellationToken cancellationToken)
    {
        switch (journal.MembershipOf(key.Collaboration))
        {
            case Membership.Withdrawn:
                return AnnounceAgain(AgentJournal.Withdrawal(key.Collaboration));
            case Membership.Joined when !journal.IsForgotten(key):
                return TakeAsync(key, task, brought, cancellationToken);
            case var membership:
                return Ignore(task, key.Round, membership is Membership.Joined ? "that step is long over" : $"its standing here is {membership?.ToString() ?? "unknown"}");
        }
    }

    private async Task TakeAsync(WorkKey key, ICollaborationMessage task, Payload? brought, CancellationToken cancellationToken)
    {
        if (journal.Work.Find(key) is { } known)
        {
            if (known.IsFinished)
            {
                announcer.Enqueue(key);
            }

            return;
        }

        await custody.HoldAsync(task, cancellationToken);
        try
        {
            await _disk.RetryAsync(() => StoreAsync(key, task, brought, cancellationToken), cancellationToken);
        }
        catch (PayloadException exception)
        {
            await custody.ReleaseAsync(task, cancellationToken);
            await Ignore(task, key.Round, exception.Message);
            return;
        }

        work.Enqueue(key);
        await work.LetGoAsync(journal.ForgetOldSteps(key.Collaboration));
    }

    private async Task<bool> StoreAsync(WorkKey key, ICollaborationMessage task, Payload? brought, CancellationToken cancellationToken)
    {
        if (brought is { } payload && payload.Inline.Length == payload.Descriptor.Length)
        {
            await custody.Store.PutAsync(payload.Descriptor.Hash, payload.Inline, cancellationToken);
        }

        return journal.Work.TryBegin(key, task);
    }

    private async Task NoteAsync(WorkKey key, ICollaborationMessage note, CancellationToken cancellationToken)
    {
        if (journal.MembershipOf(key.Collaboration) is null)
        {
            return;
        }

        await _disk.RetryAsync(() => Task.FromResult(journal.Work.TryBegin(key, note)), cancellationToken);
        journal.ForgetOldNotes(key.Collaboration);
    }

    private bool IsOurs(CollaborationId collaboration, Terms terms) =>
        terms.Sponsor == options.Organization && journal.Agreed(collaboration, terms);

    private Task AnnounceAgain(WorkKey key)
    {
        announcer.Enqueue(key);
        return Task.CompletedTask;
    }

    private Task Ignore(ICollaborationMessage message, int round, string why)
    {
        AgentLog.Ignored(logger, MessageTypes.Of(message.GetType()).Name, round, message.Collaboration, why);
        return Task.CompletedTask;
    }
}
