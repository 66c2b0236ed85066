using System.Runtime.ExceptionServices;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Hosting.Journal;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// Does what the journal says is unfinished: answers invitations, trains, plans and combines, on the work thread, and
/// puts each answer on disk before it is announced. A failed training makes the organization withdraw, with the reason;
/// the agent stays alive.
/// </summary>
internal sealed class TaskWork(
    AgentOptions options,
    AgentJournal journal,
    PayloadCustody custody,
    Announcer announcer,
    WorkThread thread,
    ILogger logger,
    CancellationToken stopping) : IDisposable
{
    private readonly RunningTokens _running = new(stopping);
    private readonly Participants _participants = new(options, journal.Work);
    private readonly CoordinatorDesk _desk = new(options.Methods, custody.Store, _ => options.Data, logger);
    private readonly Disk _disk = new(options, logger);

    /// <summary>Returns at once; the work begins when the payloads that it needs are there.</summary>
    public void Enqueue(WorkKey key) => _ = PrepareAsync(key);

    /// <summary>Does work again whose answer cannot be sent any more.</summary>
    public void Redo(WorkKey key)
    {
        if (_disk.Retry(() => journal.Work.Reopen(key), stopping) is { } before)
        {
            custody.ReleaseAsync(before.Result, stopping).GetAwaiter().GetResult();
            Enqueue(key);
        }
    }

    /// <summary>Records that the organization leaves and announces it; <see cref="LeaveAsync"/> must follow.</summary>
    public IReadOnlyList<WorkEntry> Withdraw(CollaborationId collaboration, string reason)
    {
        var key = AgentJournal.Withdrawal(collaboration);
        if (journal.Work.Find(key) is null)
        {
            journal.Work.Record(key, new OrganizationWithdrew { Collaboration = collaboration, Organization = options.Organization, Reason = reason });
        }

        announcer.Enqueue(key);
        return journal.Settle(collaboration);
    }

    /// <summary>The collaboration is over for this organization: stops what runs for it and lets go of what it held.</summary>
    public async Task LeaveAsync(CollaborationId collaboration, IReadOnlyList<WorkEntry> forgotten)
    {
        var ended = await _running.EndAsync(collaboration);

        // On the work thread, after the work that may still look at its token and its participant.
        thread.Post(() => Clear(collaboration, ended));
        await LetGoAsync(forgotten);
    }

    public async Task LetGoAsync(IReadOnlyList<WorkEntry> forgotten)
    {
        if (forgotten.Count > 0)
        {
            await custody.ReleaseAsync(forgotten, stopping);
            thread.Post(() => custody.SweepAsync(CancellationToken.None).GetAwaiter().GetResult());
        }
    }

    /// <summary>Called on the work thread, last.</summary>
    public void Dispose() => _participants.Dispose();

    private void Clear(CollaborationId collaboration, IDisposable? ended)
    {
        ended?.Dispose();

        // Work that was on its way while the collaboration ended may have asked for another token.
        _running.EndAsync(collaboration).GetAwaiter().GetResult()?.Dispose();
        _participants.Drop(collaboration);
    }

    private async Task PrepareAsync(WorkKey key)
    {
        try
        {
            var task = journal.Work.Find(key)?.Task;
            IEnumerable<PayloadDescriptor> needed = task is PlanRound ? [] : PayloadCustody.Named(task);
            foreach (var payload in needed.Where(payload => !custody.Store.Contains(payload.Hash)))
            {
                AgentLog.WaitsForPayload(logger, payload.Hash, key.Round, key.Collaboration);
                await WaitAsync(payload, _running.Of(key.Collaboration));
            }

            thread.Post(() => Guard(key, () => Execute(key)));
        }
        catch (Exception exception)
        {
            thread.Post(() => Guard(key, () => ExceptionDispatchInfo.Throw(exception)));
        }
    }

    /// <exception cref="PayloadException">It did not come in time.</exception>
    private async Task WaitAsync(PayloadDescriptor payload, CancellationToken token)
    {
        using var patience = new CancellationTokenSource(options.PayloadPatience, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
        try
        {
            await custody.Store.WaitForAsync(payload.Hash, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw new PayloadException($"The parts of payload {payload.Hash} did not come within {options.PayloadPatience}.");
        }
    }

    /// <summary>Whatever fails becomes an answer: work that ended without one would hang for everybody until the next start.</summary>
    private void Guard(WorkKey key, Action work)
    {
        try
        {
            work();
        }
        catch (Exception) when (stopping.IsCancellationRequested || journal.Work.Find(key) is not { IsFinished: false })
        {
            // Stopping or ended; the journal knows what to do at the next start.
        }
        catch (Exception exception)
        {
            AgentLog.WorkFailed(logger, exception, key.Kind.ToString(), key.Round, key.Collaboration);
            Fail(key, FailureText.ForOthers(exception, "agent"));
        }
    }

    private void Fail(WorkKey key, string reason)
    {
        if (journal.Work.Find(key) is not { IsFinished: false })
        {
            return;
        }

        var (collaboration, kind, round, step) = key;
        switch (kind)
        {
            case WorkKind.Plan or WorkKind.Combine:
                Finish(key, new CoordinationFailed { Collaboration = collaboration, Round = round, Step = step, Reason = reason }, stopping);
                break;
            case WorkKind.Invitation:
                Finish(key, new OrganizationDeclined { Collaboration = collaboration, Organization = options.Organization, Reason = reason }, stopping);
                break;
            case WorkKind.Contribution when journal.IsSuperseded(key):
                Skip(key);
                break;
            default:
                Leave(collaboration, $"round {round}: {reason}");
                break;
        }
    }

    private void Leave(CollaborationId collaboration, string reason) =>
        LeaveAsync(collaboration, _disk.Retry(() => Withdraw(collaboration, reason), stopping)).GetAwaiter().GetResult();

    private void Execute(WorkKey key)
    {
        if (stopping.IsCancellationRequested || journal.Work.Find(key) is null)
        {
            return;
        }

        // Looked up again behind the token: an end in between has cancelled the token or taken the entry away.
        var token = _running.Of(key.Collaboration);
        if (journal.Work.Find(key) is not { IsFinished: false } entry)
        {
            return;
        }

        switch (entry.Task)
        {
            case OrganizationInvited invited:
                var policy = new InvitationPolicy(options, journal, _participants, logger);
                Finish(key, _disk.Retry(() => policy.Decide(invited), token), token);
                break;
            case RoundOpened when journal.IsSuperseded(key):
                Skip(key);
                break;
            case RoundOpened opened:
                Contribute(key, opened, token);
                break;
            case PlanRound plan:
                Finish(key, _disk.Retry(() => _desk.Plan(plan, token), token), token);
                break;
            case CombineRound combine:
                Finish(key, _disk.Retry(() => _desk.Combine(combine, token), token), token);
                break;
            default:
                break;
        }
    }

    /// <summary>An organization that is slower than the others would otherwise train only what is refused, for ever.</summary>
    private void Skip(WorkKey key)
    {
        AgentLog.Skipped(logger, key.Round, key.Collaboration);
        LetGoAsync(journal.Work.Forget(key.Collaboration, entry => entry.Key == key)).GetAwaiter().GetResult();
    }

    private void Contribute(WorkKey key, RoundOpened opened, CancellationToken token)
    {
        try
        {
            // Kept here while the disk refuses, so that a full disk does not cost a second training.
            var (descriptor, bytes) = _disk.Retry(() => Train(opened, token), token);
            _disk.Retry(() => custody.Store.PutAsync(descriptor.Hash, bytes, token).AsTask().GetAwaiter().GetResult(), token);
            Finish(key, Reply(opened, descriptor), token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            var reason = $"round {opened.Round}: {FailureText.ForOthers(exception, "agent")}";
            AgentLog.TrainingFailed(logger, exception, opened.Round, opened.Collaboration, FailureText.OneLine(exception));
            Leave(opened.Collaboration, reason);
        }
    }

    private (PayloadDescriptor Descriptor, ReadOnlyMemory<byte> Bytes) Train(RoundOpened opened, CancellationToken token)
    {
        var broadcast = opened.Payload!.Descriptor;
        var bytes = custody.Store.ReadAsync(broadcast.Hash, token).AsTask().GetAwaiter().GetResult();
        var task = new StepTask(opened.Round, opened.Step, TensorPayload.Decode(broadcast, bytes));
        var participant = _participants.Of(opened.Collaboration, journal.TermsOf(opened.Collaboration)!);
        using var place = options.Places?.Take(token);
        var contribution = TensorPayload.Encode(participant.Contribute(task, new StepProgress(options, logger, opened), token));

        // What was not asked for does not leave the building, whatever a method returns.
        return PayloadInspection.CheckTensors(contribution.Descriptor, opened.Expected) is { } mismatch
            ? throw new MethodException($"The method's reply is not what was asked for. {mismatch.Detail}")
            : contribution;
    }

    private void Finish(WorkKey key, ICollaborationMessage answer, CancellationToken token)
    {
        custody.HoldAsync(answer, token).GetAwaiter().GetResult();
        if (_disk.Retry(() => journal.Work.TryFinish(key, answer), token))
        {
            announcer.Enqueue(key);
        }
        else
        {
            custody.ReleaseAsync(answer, token).GetAwaiter().GetResult();
        }
    }

    private ContributionReceived Reply(RoundOpened opened, PayloadDescriptor contribution) => new()
    {
        Collaboration = opened.Collaboration,
        Round = opened.Round,
        Step = opened.Step,
        Organization = options.Organization,
        Payload = new Payload { Descriptor = contribution },
        Broadcast = opened.Payload!.Descriptor.Hash,
    };
}
