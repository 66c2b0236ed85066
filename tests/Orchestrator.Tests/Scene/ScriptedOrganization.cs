using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Messaging;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>
/// An agent that does what a test says. It keeps its results over restarts, as a real agent's journal does, and it can
/// coordinate as the sponsor.
/// </summary>
internal sealed class ScriptedOrganization : IService
{
    private readonly EndpointNames _names;
    private readonly FilePayloadStore _payloads;
    private readonly CoordinatorDesk _desk;
    private readonly ConcurrentDictionary<StepKey, ContributionReceived> _results = new();
    private IMessageSender _sender = null!;

    public ScriptedOrganization(string name, EndpointNames names, MethodRegistry methods, string folder)
    {
        Id = new OrganizationId(name);
        _names = names;
        _payloads = new FilePayloadStore(Path.Combine(folder, name), durable: false);
        _desk = new CoordinatorDesk(methods, _payloads, _ => new NoData(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        Constant = name[0] - 'a' + 1;
    }

    public OrganizationId Id { get; }

    /// <summary>What it adds to each broadcast.</summary>
    public float Constant { get; }

    /// <summary>Says whether a message is acted upon; received it is in any case.</summary>
    public Func<ICollaborationMessage, bool> Acts { get; set; } = _ => true;

    /// <summary>What it sends in place of its contribution.</summary>
    public Func<ContributionReceived, IEnumerable<ContributionReceived>> Sends { get; set; } = contribution => [contribution];

    /// <summary>What it sends in place of its plan.</summary>
    public Func<RoundPlanned, RoundPlanned> Plans { get; set; } = plan => plan;

    public bool Declines { get; set; }

    public ReceivedMessages Received { get; } = new();

    public IReadOnlyList<EndpointDefinition> Endpoints =>
    [
        new EndpointDefinition { Name = _names.Organization(Id), Configure = Configure },
        PayloadEndpoints.Parts(_names.Organization(Id), _payloads),
    ];

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        _sender = sender;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The contribution to a task: a function of the broadcast.</summary>
    public ContributionReceived Contribute(RoundOpened task)
    {
        var broadcast = MemoryMarshal.Cast<byte, float>(task.Payload!.Inline.Span).ToArray();
        return new ContributionReceived
        {
            Collaboration = task.Collaboration,
            Round = task.Round,
            Step = task.Step,
            Organization = Id,
            Broadcast = task.Payload.Descriptor.Hash,
            Payload = Vector([.. broadcast.Select(x => x + Constant)]),
        };
    }

    public static Payload Vector(params float[] values)
    {
        var (descriptor, bytes) = TensorPayload.Encode(new TensorSet(NamedTensor.Of("x", values, values.Length)));
        return new Payload { Descriptor = descriptor, Inline = bytes };
    }

    public Task SendAsync(ContributionReceived contribution) =>
        _sender.SendAsync(_names.HubIntake, contribution, Guid.NewGuid(), null, [], CancellationToken.None);

    public Task SendAsync(RoundPlanned plan) =>
        _sender.SendAsync(_names.HubIntake, plan, Guid.NewGuid(), null, [], CancellationToken.None);

    public Task CoordinateAsync(ICollaborationMessage request) => request switch
    {
        PlanRound plan => PlanAsync(plan),
        CombineRound combine => CombineAsync(combine),
        _ => throw new ArgumentException($"{request.GetType().Name} is no work of a coordinator.", nameof(request)),
    };

    public Task SendToHubAsync<T>(T message, Guid? id = null)
        where T : class, ICollaborationMessage =>
        _sender.SendAsync(_names.Hub, message, id ?? Guid.NewGuid(), null, [], CancellationToken.None);

    private void Configure(IReceiveEndpointConfigurator endpoint)
    {
        On<OrganizationInvited>(endpoint, AnswerAsync);
        On<RoundOpened>(endpoint, ContributeAsync);
        On<PlanRound>(endpoint, PlanAsync);
        On<CombineRound>(endpoint, CombineAsync);
        On<ContributionRefused>(endpoint, _ => Task.CompletedTask);
        On<CollaborationEnded>(endpoint, _ => Task.CompletedTask);
    }

    private void On<T>(IReceiveEndpointConfigurator endpoint, Func<T, Task> act)
        where T : class, ICollaborationMessage => endpoint.Handler<T>(async context =>
    {
        if (Acts(context.Message))
        {
            await act(context.Message);
        }

        Received.Add(context.Message);
    });

    private Task AnswerAsync(OrganizationInvited message) => Declines
        ? SendToHubAsync(new OrganizationDeclined { Collaboration = message.Collaboration, Organization = Id, Reason = "no data" })
        : SendToHubAsync(
            new OrganizationJoined { Collaboration = message.Collaboration, Organization = Id },
            new ContributionKey(message.Collaboration, 0, 0, Id).MessageId(nameof(OrganizationJoined)));

    private async Task ContributeAsync(RoundOpened task)
    {
        var result = _results.GetOrAdd(new StepKey(task.Collaboration, task.Round, task.Step), _ => Contribute(task));
        foreach (var contribution in Sends(result))
        {
            await SendAsync(contribution);
        }
    }

    private async Task PlanAsync(PlanRound request)
    {
        var key = new StepKey(request.Collaboration, request.Round, request.Step);
        switch (_desk.Plan(request, CancellationToken.None))
        {
            case RoundPlanned planned:
                await _sender.SendAsync(_names.HubIntake, Plans(planned), key.MessageId(nameof(RoundPlanned)), _payloads, [], CancellationToken.None);
                break;
            case CoordinationFailed failed:
                await SendToHubAsync(failed);
                break;
        }
    }

    private async Task CombineAsync(CombineRound request)
    {
        // Its own contribution lies in its own store, as at a real sponsor.
        foreach (var own in _results.Values.Where(r => r.Collaboration == request.Collaboration))
        {
            await _payloads.PutAsync(own.Payload!.Descriptor.Hash, own.Payload.Inline, CancellationToken.None);
        }

        await _desk.WaitForPayloadsAsync(request, CancellationToken.None);
        var key = new StepKey(request.Collaboration, request.Round, request.Step);
        switch (_desk.Combine(request, CancellationToken.None))
        {
            case RoundCombined combined:
                await SendToHubAsync(combined, key.MessageId(nameof(RoundCombined)));
                break;
            case CoordinationFailed failed:
                await SendToHubAsync(failed);
                break;
        }
    }
}
