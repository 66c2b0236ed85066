using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Records;
using PayloadException = EventCollab.Messaging.Payloads.PayloadException;

namespace EventCollab.Orchestrator.Intake;

/// <summary>
/// Verifies a contribution before anybody computes with it: sizes before bytes, then hash, shape and values. Whatever is
/// wrong becomes a refusal; nothing that an organization sends can stop a round. Needs no inbox: the rules recognise copies.
/// </summary>
internal sealed class ContributionIntake(
    SqlStore store, IPayloadStore payloads, PlanLookup plans, ContributionBatches batches, PayloadSweeper sweeper, HubOptions options)
{
    public async Task ReceiveAsync(ContributionReceived message, CancellationToken cancellationToken)
    {
        var key = new StepKey(message.Collaboration, message.Round, message.Step);
        var (plan, reason, detail) = await plans.FindAsync(key, cancellationToken);
        if (reason is RefusalReason.UnknownCollaboration && plan is null)
        {
            await RecordForeignAsync(message, detail, cancellationToken);
            return;
        }

        var hash = message.Payload?.Descriptor.Hash ?? default;
        await sweeper.HoldAsync(hash, cancellationToken);
        try
        {
            (RefusalReason Reason, string Detail)? refused = plan is null
                ? (reason, detail)
                : await VerifyAsync(message, plan, cancellationToken);
            await batches.AddAsync(Collected(message, refused), cancellationToken);
        }
        catch
        {
            sweeper.Release(hash);
            throw;
        }
    }

    private async Task<(RefusalReason Reason, string Detail)?> VerifyAsync(
        ContributionReceived message, PlanRow row, CancellationToken cancellationToken)
    {
        if (message.Payload is not { } payload)
        {
            return (RefusalReason.Malformed, "The contribution has no payload.");
        }

        // Bytes of those who were not asked, or who answer something else, are not even stored.
        if (!row.Plan.Recipients.Contains(message.Organization))
        {
            return (RefusalReason.NotARecipient, $"Round {message.Round} step {message.Step} did not ask {message.Organization}.");
        }

        if (message.Broadcast != row.Broadcast)
        {
            return (RefusalReason.WrongRound, $"It answers the broadcast {message.Broadcast}, not {row.Broadcast}.");
        }

        return PayloadInspection.CheckDescriptor(payload.Descriptor, row.Plan)
            ?? (payload.Inline.Length > 0 || payload.Descriptor.Length == 0
                ? await StoreInlineAsync(payload, row.Plan, cancellationToken)
                : await AwaitPartsAsync(payload.Descriptor, row.Plan, cancellationToken));
    }

    private async Task<(RefusalReason Reason, string Detail)?> StoreInlineAsync(
        Payload payload, RoundPlan plan, CancellationToken cancellationToken)
    {
        if (PayloadInspection.Check(payload.Descriptor, payload.Inline, plan) is { } refused)
        {
            return refused;
        }

        try
        {
            await payloads.PutAsync(payload.Descriptor.Hash, payload.Inline, cancellationToken);
            return null;
        }
        catch (PayloadException exception)
        {
            return (RefusalReason.HashMismatch, exception.Message);
        }
    }

    private async Task<(RefusalReason Reason, string Detail)?> AwaitPartsAsync(
        PayloadDescriptor descriptor, RoundPlan plan, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.PayloadPatience, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await payloads.WaitForAsync(descriptor.Hash, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = $"Its {descriptor.Length} bytes did not come within {options.PayloadPatience.TotalSeconds:0} s.";
            return (RefusalReason.PayloadMissing, reason);
        }

        using var stream = payloads.OpenRead(descriptor.Hash);
        return PayloadInspection.Check(descriptor, stream, plan);
    }

    private async Task RecordForeignAsync(ContributionReceived message, string detail, CancellationToken cancellationToken)
    {
        // Under one id and step: whoever invents collaborations must not fill the table.
        await using var unit = await store.BeginAsync(cancellationToken);
        unit.AddRefusal(
            new ContributionKey(default, 0, 0, message.Organization),
            RefusalReason.UnknownCollaboration,
            detail,
            options.TimeProvider.GetUtcNow());
        await unit.CommitAsync(cancellationToken);
    }

    private static CollectedContribution Collected(ContributionReceived message, (RefusalReason Reason, string Detail)? refused) => new()
    {
        Collaboration = message.Collaboration,
        Round = message.Round,
        Step = message.Step,
        Organization = message.Organization,
        Payload = refused is null ? message.Payload!.Descriptor : Shortened(message.Payload?.Descriptor),
        Broadcast = message.Broadcast,
        Refused = refused?.Reason,
        Detail = refused?.Detail ?? string.Empty,
    };

    /// <summary>Nobody has checked the texts of a refused one: a batch of such lists would exceed what the saga's queue carries.</summary>
    private static PayloadDescriptor Shortened(PayloadDescriptor? descriptor) =>
        new() { Hash = descriptor?.Hash ?? default, Length = descriptor?.Length ?? 0, Codec = string.Empty, Tensors = [] };
}
