using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using PayloadException = EventCollab.Messaging.Payloads.PayloadException;

namespace EventCollab.Orchestrator.Intake;

/// <summary>
/// Stores the broadcast of a plan that a sponsor's agent made and passes the plan on without its bytes. Needs no inbox: the
/// saga opens a step once.
/// </summary>
internal sealed class PlanIntake(IPayloadStore payloads, PayloadSweeper sweeper, HubSender sender, HubOptions options)
{
    public async Task ReceiveAsync(RoundPlanned message, CancellationToken cancellationToken)
    {
        var fault = message.Payload is { } payload ? await StoreAsync(MessageId(message), payload, cancellationToken) : "The plan has no broadcast.";
        var key = new StepKey(message.Collaboration, message.Round, message.Step);
        if (fault is not null)
        {
            var failed = new CoordinationFailed
            {
                Collaboration = message.Collaboration,
                Round = message.Round,
                Step = message.Step,
                Reason = fault,
            };
            await sender.ToHubAsync(failed, key.MessageId($"{nameof(CoordinationFailed)}:{nameof(RoundPlanned)}"), cancellationToken);
            return;
        }

        await PassOnAsync(sender, message, cancellationToken);
    }

    /// <summary>The saga's copy of a plan: no bytes, and one id however often it is sent.</summary>
    public static Task PassOnAsync(HubSender sender, RoundPlanned message, CancellationToken cancellationToken) => sender.ToHubAsync(
        message with { Payload = new Payload { Descriptor = message.Payload!.Descriptor } },
        MessageId(message),
        cancellationToken);

    /// <summary>With the broadcast in it: nobody can have a plan taken for a copy before the plan is made.</summary>
    public static Guid MessageId(RoundPlanned message) => new StepKey(message.Collaboration, message.Round, message.Step)
        .MessageId($"{nameof(RoundPlanned)}:{message.Payload!.Descriptor.Hash}:{message.State.Hash}");

    private async Task<string?> StoreAsync(Guid message, Payload payload, CancellationToken cancellationToken)
    {
        var descriptor = payload.Descriptor;
        if (descriptor.Length > options.MaxPayloadBytes)
        {
            return $"The broadcast has {descriptor.Length} bytes; the hub takes {options.MaxPayloadBytes}.";
        }

        // Held until the step is opened and its row names the broadcast.
        await sweeper.HoldAsync(message, descriptor.Hash, cancellationToken);
        var fault = payload.Inline.Length > 0 || descriptor.Length == 0
            ? await PutAsync(payload, cancellationToken)
            : await AwaitPartsAsync(descriptor, cancellationToken);
        fault ??= CheckLength(descriptor);
        if (fault is not null)
        {
            sweeper.Release(message);
        }

        return fault;
    }

    /// <summary>A task whose broadcast has another length than it says could not be sent, and its round would never close.</summary>
    private string? CheckLength(PayloadDescriptor descriptor)
    {
        using var content = payloads.OpenRead(descriptor.Hash);
        return content.Length == descriptor.Length ? null : $"The broadcast is announced with {descriptor.Length} bytes and has {content.Length}.";
    }

    private async Task<string?> PutAsync(Payload payload, CancellationToken cancellationToken)
    {
        try
        {
            await payloads.PutAsync(payload.Descriptor.Hash, payload.Inline, cancellationToken);
            return null;
        }
        catch (PayloadException exception)
        {
            return exception.Message;
        }
    }

    private async Task<string?> AwaitPartsAsync(PayloadDescriptor descriptor, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.PayloadPatience, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await payloads.WaitForAsync(descriptor.Hash, both.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The broadcast's {descriptor.Length} bytes did not come within {options.PayloadPatience.TotalSeconds:0} s.";
        }
    }
}
