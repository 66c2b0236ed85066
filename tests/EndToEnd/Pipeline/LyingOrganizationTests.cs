using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.EndToEnd.Interposed;
using EventCollab.Hosting;
using EventCollab.Learning;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Contributions that must not count: each is refused with its reason, and none changes or stops the run.</summary>
public sealed class LyingOrganizationTests
{
    private const int Rounds = 3;

    [Fact]
    public async Task Bad_contributions_are_refused_with_their_reasons_and_change_nothing()
    {
        using var table = TestTable.Write("wine");
        await using var pipeline = new Pipeline(table, 4)
        {
            Between = (name, sender) => name == "org-3" ? new TamperingSender(sender, Lies) : sender,
        };
        var setup = pipeline.Setup(Rounds);

        var end = await pipeline.RunAsync(setup);

        end.ShouldHaveCompleted(Rounds);
        $"{end.FinalHash}".ShouldBe(pipeline.Loop(setup).FinalHash());
        var reasons = end.Refusals.Select(refusal => refusal.Reason).ToHashSet();
        reasons.ShouldContain(RefusalReason.WrongShape);
        reasons.ShouldContain(RefusalReason.NonFinite);
        reasons.ShouldContain(RefusalReason.WrongRound);
        reasons.ShouldContain(RefusalReason.HashMismatch);
        reasons.ShouldContain(RefusalReason.UnknownOrganization);
        end.Organizations.Single(organization => organization.Id.Value == "org-3").Refused.ShouldBeGreaterThan(0);
    }

    private static (IReadOnlyList<ICollaborationMessage> Before, IReadOnlyList<ICollaborationMessage> After) Lies(ICollaborationMessage message)
    {
        if (message is not ContributionReceived { Payload: { } payload } contribution)
        {
            return ([], []);
        }

        var honest = TensorPayload.Decode(payload.Descriptor, payload.Inline);
        var flipped = payload.Inline.ToArray();
        flipped[0] ^= 1;
        ICollaborationMessage[] before =
        [
            contribution with { Payload = Encode(new TensorSet(honest.Tensors.Select(tensor => new NamedTensor(tensor.Spec with { Name = "model" }, tensor.Bytes)).First())) },
            contribution with { Payload = Encode(new TensorSet([.. honest.Tensors.Select(NotANumber)])) },
            contribution with { Payload = payload with { Inline = flipped } },
            contribution with { Round = contribution.Round + 7 },
            contribution with { Organization = new OrganizationId("nobody") },
            contribution with { Collaboration = CollaborationId.New() },
            contribution with { Broadcast = ContentHash.Of([1, 2, 3]) },
        ];

        // The same once more is a duplicate; other numbers under the same identity are a conflict: the first ones count.
        ICollaborationMessage[] after = [contribution, contribution with { Payload = Encode(new TensorSet([.. honest.Tensors.Select(Doubled)])) }];
        return (before, after);
    }

    private static Payload Encode(TensorSet tensors)
    {
        var (descriptor, bytes) = TensorPayload.Encode(tensors);
        return new Payload { Descriptor = descriptor, Inline = bytes };
    }

    private static NamedTensor NotANumber(NamedTensor tensor) => Change(tensor, _ => float.NaN);

    private static NamedTensor Doubled(NamedTensor tensor) => Change(tensor, value => 2 * value);

    private static NamedTensor Change(NamedTensor tensor, Func<float, float> change) =>
        NamedTensor.Of(tensor.Name, Array.ConvertAll(tensor.Singles.ToArray(), value => change(value)), [.. tensor.Spec.Shape]);
}
