using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.OrgAgent.Tests;

/// <summary>A hub that does what the test says: hears everything that agents send and sends what it is told.</summary>
internal sealed class ScriptedHub : IService
{
    private readonly Channel<ICollaborationMessage> _heard = Channel.CreateUnbounded<ICollaborationMessage>();
    private readonly EndpointNames _names;
    private IMessageSender? _sender;

    public ScriptedHub(EndpointNames names, string folder)
    {
        _names = names;
        Payloads = new FilePayloadStore(folder, durable: false);
        Endpoints =
        [
            new EndpointDefinition { Name = names.Hub, Configure = endpoint =>
            {
                Hear<OrganizationJoined>(endpoint);
                Hear<RoundCombined>(endpoint);
                Hear<CoordinationFailed>(endpoint);
                Hear<OrganizationWithdrew>(endpoint);
            } },
            new EndpointDefinition { Name = names.HubIntake, Configure = endpoint =>
            {
                Hear<ContributionReceived>(endpoint);
                Hear<RoundPlanned>(endpoint);
            } },
            PayloadEndpoints.Parts(names.HubIntake, Payloads),
        ];
    }

    public FilePayloadStore Payloads { get; }

    public IReadOnlyList<EndpointDefinition> Endpoints { get; }

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        _sender = sender;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Payloads.Dispose();
        return ValueTask.CompletedTask;
    }

    public Task SendAsync<T>(OrganizationId organization, T message, params PayloadDescriptor[] attachments)
        where T : class, ICollaborationMessage =>
        _sender!.SendAsync(_names.Organization(organization), message, Guid.NewGuid(), Payloads, attachments, CancellationToken.None);

    /// <summary>The next messages of this type, as many as asked for; every other message fails the test.</summary>
    public async Task<List<T>> HearAsync<T>(int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var heard = new List<T>();
        while (heard.Count < count)
        {
            heard.Add((await _heard.Reader.ReadAsync(deadline.Token)).ShouldBeAssignableTo<T>()!);
        }

        return heard;
    }

    private void Hear<T>(IReceiveEndpointConfigurator endpoint)
        where T : class, ICollaborationMessage =>
        endpoint.Handler<T>(async context =>
        {
            if (context.Message is IPayloadCarrier { Payload: { } payload })
            {
                if (payload.Inline.Length > 0)
                {
                    await Payloads.PutAsync(payload.Descriptor.Hash, payload.Inline, context.CancellationToken);
                }

                await Payloads.WaitForAsync(payload.Descriptor.Hash, context.CancellationToken);
            }

            _heard.Writer.TryWrite(context.Message);
        });
}
