using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>Scores every organization 0.5 a round.</summary>
internal sealed class ScriptedRewards(EndpointNames names) : IService
{
    private IMessageSender _sender = null!;

    public bool IsSilent { get; set; }

    public ReceivedMessages Received { get; } = new();

    public IReadOnlyList<EndpointDefinition> Endpoints => [new EndpointDefinition { Name = names.Rewards, Configure = Configure }];

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        _sender = sender;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Configure(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.Handler<ScoreRound>(async context =>
        {
            Received.Add(context.Message);
            if (IsSilent)
            {
                return;
            }

            var organizations = context.Message.Organizations;
            await _sender.SendAsync(
                names.Hub,
                new ContributionsScored
                {
                    Collaboration = context.Message.Collaboration,
                    Round = context.Message.Round,
                    Step = context.Message.Step,
                    Scores = [.. organizations.Select(o => new OrganizationWeight { Organization = o, Value = 0.5 })],
                    Shares = [.. organizations.Select(o => new OrganizationWeight { Organization = o, Value = 1.0 / organizations.Count })],
                },
                Guid.NewGuid(),
                null,
                [],
                CancellationToken.None);
        });
        endpoint.Handler<CollaborationEnded>(context =>
        {
            Received.Add(context.Message);
            return Task.CompletedTask;
        });
    }
}
