using System.Runtime.Serialization;
using EventCollab.Contracts.Messages;
using EventCollab.Contracts.Wire;
using EventCollab.Messaging.Serialization;
using MassTransit;
using MassTransit.Serialization;

namespace EventCollab.Messaging.Tests.Serialization;

/// <summary>The frame that travels, byte for byte, and what happens to bytes that are no frame.</summary>
public sealed class WireSerializerTests
{
    private static readonly Guid Id = Guid.Parse("01020304-0506-0708-090a-0b0c0d0e0f10");

    [Fact]
    public void A_frame_is_version_length_header_and_body()
    {
        using var buffer = new PooledBufferWriter();

        EnvelopeCodec.Write(buffer, new WireEnvelope { MessageTypes = ["DeadlineReached"], MessageId = Id });

        // Worked out from the format table of the MessagePack specification.
        byte[] expected =
        [
            0x01, // version
            0x00, 0x00, 0x00, 0x26, // 38 bytes of header
            0x82, // map of 2
            0x00, 0x91, 0xaf, .. "DeadlineReached"u8, // 0: array of one text of 15 bytes
            0x01, 0xc4, 0x10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, // 1: binary of 16 bytes
        ];
        buffer.WrittenSpan.ToArray().ShouldBe(expected);
    }

    [Fact]
    public void Every_field_of_the_envelope_comes_back()
    {
        var sent = new WireEnvelope
        {
            MessageTypes = ["A", "B"],
            IsJson = true,
            MessageId = Id,
            RequestId = Guid.NewGuid(),
            CorrelationId = Guid.NewGuid(),
            ConversationId = Guid.NewGuid(),
            InitiatorId = Guid.NewGuid(),
            ExpirationTime = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            SentTime = new DateTime(2026, 1, 2, 3, 4, 6, DateTimeKind.Utc).AddTicks(1),
            DestinationAddress = new Uri("exchange:hub"),
            ResponseAddress = new Uri("exchange:response"),
            FaultAddress = new Uri("exchange:fault"),
            Headers = new ReadOnlyDictionaryHeaders(
                SystemTextJsonMessageSerializer.Instance,
                new Dictionary<string, object> { ["text"] = "x", ["number"] = 7L, ["truth"] = true, ["real"] = 0.5 }),
        };

        var received = EnvelopeCodec.Read(Frame(sent, [1, 2, 3]), out var body);

        body.ToArray().ShouldBe([1, 2, 3]);
        received.MessageTypes.ShouldBe(sent.MessageTypes);
        received.IsJson.ShouldBeTrue();
        (received.MessageId, received.RequestId, received.CorrelationId, received.ConversationId, received.InitiatorId)
            .ShouldBe((sent.MessageId, sent.RequestId, sent.CorrelationId, sent.ConversationId, sent.InitiatorId));
        (received.ExpirationTime, received.SentTime).ShouldBe((sent.ExpirationTime, sent.SentTime));
        (received.DestinationAddress, received.ResponseAddress, received.FaultAddress)
            .ShouldBe((sent.DestinationAddress, sent.ResponseAddress, sent.FaultAddress));
        received.Headers.GetAll().ToDictionary().ShouldBe(new Dictionary<string, object> { ["text"] = "x", ["number"] = 7L, ["truth"] = true, ["real"] = 0.5 });
    }

    [Fact]
    public void Host_and_source_address_never_travel()
    {
        var envelope = EnvelopeCodec.Read(Frame(new WireEnvelope { MessageTypes = ["X"] }, []), out _);

        envelope.SourceAddress.ShouldBeNull();
        envelope.Host.MachineName.ShouldBeNullOrEmpty();
    }

    [Fact]
    public void An_unknown_field_of_a_newer_sender_is_passed_over()
    {
        // Map of 2: 0 → ["X"], 99 → [nil, {1: 2}].
        byte[] frame = [1, 0, 0, 0, 11, 0x82, 0x00, 0x91, 0xa1, (byte)'X', 0x63, 0x92, 0xc0, 0x81, 1, 2];

        EnvelopeCodec.Read(frame, out _).MessageTypes.ShouldBe(["X"]);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 1, 0x80 })] // A version that is not known.
    [InlineData(new byte[] { 1, 0, 0, 0, 9, 0x80 })] // A header longer than the message.
    [InlineData(new byte[] { 1, 0xff, 0xff, 0xff, 0xff, 0x80 })] // A header of 4 GiB.
    [InlineData(new byte[] { 1, 0, 0, 0, 1, 0x80 })] // No type.
    [InlineData(new byte[] { 1, 0, 0, 0, 3, 0x81, 0, 0x90 })] // An empty list of types.
    [InlineData(new byte[] { 1, 0, 0, 0, 5, 0x81, 0, 0x91, 0xa9, (byte)'X' })] // A text longer than the header.
    public void Bytes_that_are_no_frame_are_a_serialization_exception(byte[] bytes) =>
        Should.Throw<SerializationException>(() => new WireSerializer().Deserialize(new BytesMessageBody(bytes), EmptyHeaders.Instance));

    [Fact]
    public void No_bytes_cause_anything_but_a_serialization_exception()
    {
        var random = new Random(20260101);
        using var buffer = new PooledBufferWriter();
        ContractCodec.Encode(buffer, Examples.Opened(1, Examples.PayloadOf(Examples.Bytes(50), inline: true)));
        var headers = new ReadOnlyDictionaryHeaders(
            SystemTextJsonMessageSerializer.Instance, new Dictionary<string, object> { ["h"] = "x" });
        var good = Frame(
            new WireEnvelope
            {
                MessageTypes = ["RoundOpened"],
                MessageId = Id,
                SentTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                ResponseAddress = new Uri("exchange:r"),
                Headers = headers,
            },
            buffer.WrittenSpan.ToArray());
        var read = 0;
        for (var i = 0; i < 200_000; i++)
        {
            read += TryRead(Mutate(good, random)) ? 1 : 0;
        }

        // Some changes hit nothing that matters; if all were refused, the test would not reach the body.
        read.ShouldBeInRange(1, 199_999);
    }

    [Fact]
    public void A_contract_as_JSON_is_not_read_because_it_would_pass_by_the_checks_of_its_codec()
    {
        var envelope = new WireEnvelope { MessageTypes = [MessageUrn.ForTypeString<OrganizationJoined>()], MessageId = Id, IsJson = true };

        var context = new WireSerializer().Deserialize(new BytesMessageBody(Frame(envelope, "{}"u8.ToArray())), EmptyHeaders.Instance);

        context.TryGetMessage<OrganizationJoined>(out _).ShouldBeFalse();
        Should.Throw<SerializationException>(() => context.TryGetMessage(typeof(OrganizationJoined), out _));
    }

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            var context = new WireSerializer().Deserialize(new BytesMessageBody(bytes), EmptyHeaders.Instance);
            return context.TryGetMessage<RoundOpened>(out _);
        }
        catch (SerializationException)
        {
            return false;
        }
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.AsSpan(0, random.Next(8) == 0 ? random.Next(good.Length + 1) : good.Length).ToArray();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static byte[] Frame(WireEnvelope envelope, byte[] body)
    {
        using var buffer = new PooledBufferWriter();
        EnvelopeCodec.Write(buffer, envelope);
        return [.. buffer.WrittenSpan, .. body];
    }
}
