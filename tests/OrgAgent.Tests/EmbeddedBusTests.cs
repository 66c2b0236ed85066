using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting;
using EventCollab.Messaging;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.OrgAgent.Tests;

public sealed class EmbeddedBusTests
{
    private static readonly OrganizationId Bank = new("bank");
    private static readonly OrganizationId Clinic = new("clinic");

    /// <summary>The second length is 1.6 MB, which goes in parts both ways.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(200_000)]
    public async Task A_sponsor_and_another_organization_train_three_rounds_over_the_bus(int length)
    {
        using var folder = new TemporaryFolder();
        var names = new EndpointNames();
        var terms = new Terms { Method = "fake", Options = "{}", Seed = 1, Rounds = 3, Organizations = [Bank, Clinic], Sponsor = Bank };
        var collaboration = CollaborationId.New();
        await using var hub = new ScriptedHub(names, folder["hub"]);
        await using var bank = Open(Bank);
        await using var clinic = Open(Clinic);
        await using var host = await ServiceHost.StartAsync(
            new TransportOptions(), [hub, bank, clinic], NullLoggerFactory.Instance, TimeProvider.System, TestContext.Current.CancellationToken);
        foreach (var organization in terms.Organizations)
        {
            await hub.SendAsync(organization, new OrganizationInvited { Collaboration = collaboration, Terms = terms });
        }

        await hub.HearAsync<OrganizationJoined>(2);
        PayloadDescriptor? state = null;
        for (var round = 1; round <= 3; round++)
        {
            state = await RoundAsync(round, state);
        }

        // The state begins at 100. Each round both add 5 rows to it and the sum is added: s + 2 (s + 5) = 3 s + 10.
        // 100, 310, 940, 2830.
        var bytes = await bank.Payloads.ReadAsync(state!.Hash, CancellationToken.None);
        TensorPayload.Decode(state, bytes)["state"].Doubles.ToArray().ShouldAllBe(value => value == 2830);
        state.Tensors[0].Shape.ShouldBe([length]);

        Agent Open(OrganizationId organization) => Agent.Open(new AgentOptions
        {
            Organization = organization,
            Names = names,
            Folder = folder[organization.Value],
            Data = new FakeData(organization == Bank),
            Methods = new MethodRegistry(new FakeMethod { Length = length }),
            Durable = false,
        });

        async Task<PayloadDescriptor> RoundAsync(int round, PayloadDescriptor? before)
        {
            await hub.SendAsync(Bank, new PlanRound { Collaboration = collaboration, Round = round, Step = 0, Terms = terms, Members = terms.Organizations, State = before });
            var planned = (await hub.HearAsync<RoundPlanned>(1))[0];
            foreach (var organization in planned.Plan.Recipients)
            {
                await hub.SendAsync(organization, new RoundOpened
                {
                    Collaboration = collaboration,
                    Round = round,
                    Step = 0,
                    Organization = organization,
                    Payload = new Payload { Descriptor = planned.Payload!.Descriptor },
                    Expected = planned.Plan.Expected,
                });
            }

            var accepted = (await hub.HearAsync<ContributionReceived>(2)).OrderBy(reply => reply.Organization)
                .Select(reply => new AcceptedContribution { Organization = reply.Organization, Payload = reply.Payload!.Descriptor, Round = round }).ToList();
            var combine = new CombineRound { Collaboration = collaboration, Round = round, Step = 0, Terms = terms, State = planned.State, Accepted = accepted };
            await hub.SendAsync(Bank, combine, [.. accepted.Where(each => each.Organization != Bank).Select(each => each.Payload)]);
            return (await hub.HearAsync<RoundCombined>(1))[0].State;
        }
    }
}
