using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Orchestrator.Tests.Scene;

namespace EventCollab.Orchestrator.Tests;

/// <summary>b sends what a liar might, then what it owes: the first is refused with its reason, the second counts.</summary>
public sealed class IntakeTests
{
    public static TheoryData<RefusalReason, string> Lies => new()
    {
        { RefusalReason.NonFinite, "nan" },
        { RefusalReason.NonFinite, "infinite" },
        { RefusalReason.WrongShape, "shape" },
        { RefusalReason.WrongShape, "tensor name" },
        { RefusalReason.Oversized, "oversized" },
        { RefusalReason.HashMismatch, "other bytes" },
        { RefusalReason.HashMismatch, "fewer bytes" },
        { RefusalReason.UnknownCodec, "codec" },
        { RefusalReason.Malformed, "length" },
        { RefusalReason.Malformed, "no payload" },
        { RefusalReason.WrongRound, "broadcast" },
        { RefusalReason.WrongRound, "future round" },
        { RefusalReason.UnknownOrganization, "stranger" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_is_refused_with_its_reason_and_stops_nothing(RefusalReason reason, string lie)
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Sends = truth => [Lie(lie, truth)];
        await scene.SubmitAsync(rounds: 1);
        var view = await scene.UntilAsync(v => v.Refusals.Count == 1);
        view.Refusals.Single().Reason.ShouldBe(reason);
        view.Refusals.Single().Detail.ShouldNotBeEmpty();
        if (reason is not RefusalReason.UnknownOrganization)
        {
            (await scene.B.Received.UntilAsync<ContributionRefused>()).Reason.ShouldBe(reason);
        }

        await scene.B.SendAsync(scene.B.Contribute(await scene.B.Received.UntilAsync<RoundOpened>()));
        (await scene.UntilAsync("Completed")).FinalHash.ShouldBe(RoundTripTests.HashOf(2));
    }

    [Fact]
    public async Task A_contribution_whose_parts_never_come_is_refused_when_patience_ends()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Sends = truth => [truth with { Payload = truth.Payload! with { Descriptor = truth.Payload.Descriptor with { Hash = ContentHash.Of([1]) }, Inline = default } }];
        await scene.SubmitAsync(rounds: 1);
        await scene.PassAsync(scene.Time.GetUtcNow() + new HubOptions { Folder = "", Methods = new() }.PayloadPatience);
        (await scene.B.Received.UntilAsync<ContributionRefused>()).Reason.ShouldBe(RefusalReason.PayloadMissing);
    }

    [Fact]
    public async Task A_contribution_to_a_collaboration_that_does_not_exist_is_recorded_and_stores_nothing()
    {
        await using var scene = await HubScene.StartAsync();
        scene.B.Sends = truth => [truth with { Collaboration = CollaborationId.New(), Payload = ScriptedOrganization.Vector(9, 9, 9, 9) }, truth with { Collaboration = CollaborationId.New() }, truth];
        await scene.SubmitAsync(rounds: 1);
        await scene.UntilAsync("Completed");
        var refusal = (await scene.Hub.ListForeignRefusalsAsync(TestContext.Current.CancellationToken)).Single();
        (refusal.Reason, refusal.Organization, refusal.Times).ShouldBe((RefusalReason.UnknownCollaboration, scene.B.Id, 2));
        File.Exists(Path.Combine(scene.Payloads, RoundTripTests.HashOf(9).ToString())).ShouldBeFalse();
    }

    private static ContributionReceived Lie(string lie, ContributionReceived truth)
    {
        var payload = truth.Payload!;
        var descriptor = payload.Descriptor;
        return lie switch
        {
            "nan" => truth with { Payload = ScriptedOrganization.Vector(2, float.NaN, 2, 2) },
            "infinite" => truth with { Payload = ScriptedOrganization.Vector(2, 2, 2, float.NegativeInfinity) },
            "shape" => truth with { Payload = ScriptedOrganization.Vector(2, 2, 2) },
            "tensor name" => truth with { Payload = payload with { Descriptor = descriptor with { Tensors = [descriptor.Tensors[0] with { Name = "y" }] } } },
            "oversized" => truth with { Payload = ScriptedOrganization.Vector(2, 2, 2, 2, 2) },
            "other bytes" => truth with { Payload = payload with { Inline = ScriptedOrganization.Vector(9, 9, 9, 9).Inline } },
            "fewer bytes" => truth with { Payload = payload with { Inline = payload.Inline[..8] } },
            "codec" => truth with { Payload = payload with { Descriptor = descriptor with { Codec = "zip" } } },
            "length" => truth with { Payload = payload with { Descriptor = descriptor with { Length = 12 } } },
            "no payload" => truth with { Payload = null },
            "broadcast" => truth with { Broadcast = ContentHash.Of([1]) },
            "future round" => truth with { Round = 2 },
            "stranger" => truth with { Organization = new OrganizationId("stranger") },
            _ => throw new ArgumentException(lie, nameof(lie)),
        };
    }
}
