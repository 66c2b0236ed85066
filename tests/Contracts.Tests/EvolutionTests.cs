using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;

namespace EventCollab.Contracts.Tests;

/// <summary>Services of different age understand each other.</summary>
public sealed class EvolutionTests
{
    private const string Id = "c41000112233445566778899aabbccddeeff";

    [Fact]
    public void Elements_that_a_reader_does_not_know_are_passed_over()
    {
        // [id, reason, {1: [2]}, "new"]
        var message = ContractCodec.Decode<CancelCollaboration>(Wire.FromHex($"94 {Id} a178 81019102 a36e6577"));

        message.ShouldBe(new CancelCollaboration { Collaboration = Samples.Collaboration, Reason = "x" });
    }

    [Fact]
    public void Fields_that_an_older_writer_did_not_know_have_their_default() =>
        ContractCodec.Decode<CancelCollaboration>(Wire.FromHex($"91 {Id}"))
            .ShouldBe(new CancelCollaboration { Collaboration = Samples.Collaboration, Reason = string.Empty });

    [Fact]
    public void A_required_field_that_is_missing_is_named() =>
        Should.Throw<WireFormatException>(() => ContractCodec.Decode<OrganizationJoined>(Wire.FromHex($"91 {Id}")))
            .Message.ShouldStartWith("OrganizationJoined.Organization is missing");

    [Theory]
    [InlineData("92 c410 00112233445566778899aabbccddeeff c0", "CancelCollaboration.Reason is nil")]
    [InlineData("92 c0 a178", "CancelCollaboration.Collaboration is nil")]
    public void Nil_is_refused_where_a_value_must_be_and_the_field_is_named(string hex, string reason) =>
        Should.Throw<WireFormatException>(() => ContractCodec.Decode<CancelCollaboration>(Wire.FromHex(hex)))
            .Message.ShouldStartWith(reason);

    [Fact]
    public void Nil_is_null_where_a_value_may_be_absent()
    {
        var ended = new CollaborationEnded { Collaboration = Samples.Collaboration, State = "Failed", FinalHash = null };
        ContractCodec.Encode(ended)[^1].ShouldBe((byte)0xc0);
        ContractCodec.Decode<CollaborationEnded>(ContractCodec.Encode(ended)).FinalHash.ShouldBeNull();
    }

    [Fact]
    public void A_position_that_is_no_longer_used_is_written_as_nil_and_passed_over()
    {
        var hex = Convert.ToHexStringLower(ContractCodec.Encode(new WithGap { First = 1, Third = 3 }));
        hex.ShouldBe("9301c003");

        var read = ContractCodec.Decode<WithGap>(Wire.FromHex("93 01 92a161ff 03"));

        (read.First, read.Third).ShouldBe((1, 3));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(14)]
    [InlineData(int.MaxValue)]
    public void A_number_without_a_name_is_no_reason(int number)
    {
        var bytes = Wire.Bytes(writer =>
        {
            writer.WriteArrayHeader(6);
            writer.WriteBinary(Convert.FromHexString("00112233445566778899aabbccddeeff"));
            writer.Write(1L);
            writer.Write(0L);
            writer.Write("alpha");
            writer.Write((long)number);
            writer.Write("detail");
        });

        Should.Throw<WireFormatException>(() => ContractCodec.Decode<ContributionRefused>(bytes))
            .Message.ShouldStartWith($"{number} is no RefusalReason");
    }

    [Theory]
    [InlineData("92 c410 00112233445566778899aabbccddeeff a0")] // empty
    [InlineData("92 c410 00112233445566778899aabbccddeeff a141")] // "A"
    [InlineData("92 c410 00112233445566778899aabbccddeeff a22d61")] // "-a"
    [InlineData("92 c410 00112233445566778899aabbccddeeff a32e2e2f")] // "../"
    [InlineData("92 c40f 00112233445566778899aabbccddee a161")] // an id of 15 bytes
    [InlineData("92 d920 3030313132323333343435353636373738383939616162626363646465656666 a161")] // an id as text
    public void An_id_that_is_none_is_refused(string hex) =>
        Should.Throw<WireFormatException>(() => ContractCodec.Decode<OrganizationJoined>(Wire.FromHex(hex)));

    [Fact]
    public void A_content_hash_of_another_length_is_refused() =>
        Should.Throw<WireFormatException>(() =>
                ContractCodec.Decode<PayloadPart>(Wire.FromHex($"95 {Id} c41f {new string('0', 62)} 01 00 c400")))
            .Message.ShouldStartWith("A content hash has 32 bytes, not 31");

    [Fact]
    public void A_value_that_must_be_set_and_is_not_cannot_be_written()
    {
        var cancel = new CancelCollaboration { Collaboration = default, Reason = null! };
        var joined = new OrganizationJoined { Collaboration = default, Organization = default };

        Refused(() => ContractCodec.Encode(cancel)).ShouldBe("CancelCollaboration.Reason is null and must not be.");
        Should.Throw<InvalidOperationException>(() => ContractCodec.Encode(joined));
    }

    [Fact]
    public void A_record_whose_positions_are_wrong_is_refused_each_time_it_is_used()
    {
        for (var i = 0; i < 2; i++)
        {
            Refused(() => ContractCodec.Encode(new TwicePosition())).ShouldContain("position 0");
            Refused(() => ContractCodec.Decode<TwicePosition>(new byte[] { 0x90 })).ShouldContain("position 0");
            Refused(() => ContractCodec.Encode(new NegativePosition())).ShouldContain("position -1");
            Refused(() => ContractCodec.Encode(new Forgotten())).ShouldContain("Second can be set");
            Refused(() => ContractCodec.Encode(new NotSettable())).ShouldContain("cannot be set");
            Refused(() => ContractCodec.Encode(new HoldsItself())).ShouldNotBeEmpty();
            Refused(() => ContractCodec.Encode(new NoWireForm())).ShouldContain("has no wire form");
            Refused(() => ContractCodec.Encode(new Version(1, 0))).ShouldContain("has no wire form");
        }
    }

    [Fact]
    public void Ids_instants_and_floats_have_a_wire_form_too()
    {
        var values = new OtherKinds
        {
            Id = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
            At = DateTimeOffset.FromUnixTimeSeconds(1),
            Single = 1.5f,
            Absent = null,
            Present = DateTimeOffset.UnixEpoch,
        };

        var bytes = ContractCodec.Encode(values);

        Convert.ToHexStringLower(bytes).ShouldBe($"95{Id}d6ff00000001ca3fc00000c0d6ff00000000");
        ContractCodec.Decode<OtherKinds>(bytes).ShouldBe(values);
    }

    private static string Refused(Action use) => Should.Throw<InvalidOperationException>(use).Message;

    private sealed record WithGap
    {
        [Field(0)] public required int First { get; init; }

        [Field(2)] public required int Third { get; init; }
    }

    private sealed record TwicePosition
    {
        [Field(0)] public int First { get; init; }

        [Field(0)] public int Second { get; init; }
    }

    private sealed record NegativePosition
    {
        [Field(-1)] public int First { get; init; }
    }

    private sealed record Forgotten
    {
        [Field(0)] public int First { get; init; }

        public int Second { get; init; }
    }

    private sealed record NotSettable
    {
        [Field(0)] public int First { get; }
    }

    private sealed record NoWireForm
    {
        [Field(0)] public decimal First { get; init; }
    }

    private sealed record HoldsItself
    {
        [Field(0)] public HoldsItself? Inner { get; init; }
    }

    private sealed record OtherKinds
    {
        [Field(0)] public required Guid Id { get; init; }

        [Field(1)] public required DateTimeOffset At { get; init; }

        [Field(2)] public required float Single { get; init; }

        [Field(3)] public DateTimeOffset? Absent { get; init; }

        [Field(4)] public DateTimeOffset? Present { get; init; }
    }
}
