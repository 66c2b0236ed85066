using System.Buffers.Binary;
using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Messaging.Payloads;

namespace EventCollab.Hosting.Tests;

public sealed class TensorPayloadTests
{
    private static readonly TensorSet Tensors = new(
        NamedTensor.Of("train", [1f, -2.5f, 3f], 3, 1),
        NamedTensor.Of("evaluation", [0.5], 1),
        NamedTensor.Of("rows", [7L, 8L], 2));

    [Fact]
    public void A_payload_is_the_tensors_bytes_one_after_another_in_little_endian()
    {
        var (descriptor, bytes) = TensorPayload.Encode(Tensors);

        var expected = new byte[12 + 8 + 16];
        BinaryPrimitives.WriteSingleLittleEndian(expected, 1f);
        BinaryPrimitives.WriteSingleLittleEndian(expected.AsSpan(4), -2.5f);
        BinaryPrimitives.WriteSingleLittleEndian(expected.AsSpan(8), 3f);
        BinaryPrimitives.WriteDoubleLittleEndian(expected.AsSpan(12), 0.5);
        BinaryPrimitives.WriteInt64LittleEndian(expected.AsSpan(20), 7);
        BinaryPrimitives.WriteInt64LittleEndian(expected.AsSpan(28), 8);
        bytes.ToArray().ShouldBe(expected);
        descriptor.Length.ShouldBe(36);
        descriptor.Codec.ShouldBe("raw");
        descriptor.Hash.ShouldBe(ContentHash.Of(expected));
        ShapeText.Of(descriptor.Tensors).ShouldBe("train [3,1] float32, evaluation [1] float64, rows [2] int64");
    }

    [Fact]
    public void What_was_encoded_is_decoded_without_a_copy()
    {
        var (descriptor, bytes) = TensorPayload.Encode(Tensors);

        var decoded = TensorPayload.Decode(descriptor, bytes);

        decoded["train"].Singles.ToArray().ShouldBe([1f, -2.5f, 3f]);
        decoded["evaluation"].Doubles.ToArray().ShouldBe([0.5]);
        decoded["rows"].Integers.ToArray().ShouldBe([7L, 8L]);
        decoded["rows"].Bytes.ShouldBe(bytes.Slice(20, 16));
    }

    [Fact]
    public void Element_types_have_the_same_numbers_in_a_method_and_on_the_wire()
    {
        foreach (var type in Enum.GetValues<Learning.ElementType>())
        {
            ((Contracts.ElementType)type).ToString().ShouldBe(type.ToString());
        }

        Enum.GetValues<Contracts.ElementType>().Length.ShouldBe(Enum.GetValues<Learning.ElementType>().Length);
    }

    public static TheoryData<string, PayloadDescriptor> Impossible => new()
    {
        { "unknown codec", Descriptor(4) with { Codec = "zip" } },
        { "a name twice", Descriptor(8, Tensor("a", 1), Tensor("a", 1)) },
        { "a negative size", Descriptor(4, Tensor("a", -1)) },
        { "two negative sizes whose product is right", Descriptor(4, Tensor("a", -1, -1)) },
        { "a product that wraps around to the length", Descriptor(4, Tensor("a", (1L << 62) + 1, 4)) },
        { "an unknown element type", Descriptor(4, Tensor("a", 1) with { Type = (Contracts.ElementType)99 }) },
        { "another length", Descriptor(5, Tensor("a", 1)) },
        { "too many dimensions", Descriptor(4, Tensor("a", [.. Enumerable.Repeat(1L, 17)])) },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_descriptor_that_cannot_be_is_refused_in_one_line(string what, PayloadDescriptor descriptor)
    {
        var refusal = Should.Throw<PayloadException>(() => TensorPayload.Decode(descriptor, new byte[4]), what);

        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Bytes_of_another_length_than_described_are_refused() =>
        Should.Throw<PayloadException>(() => TensorPayload.Decode(Descriptor(4, Tensor("a", 1)), new byte[5]))
            .Message.ShouldBe("The payload has 5 bytes where its tensors need 4.");

    [Fact]
    public void A_hostile_name_can_neither_forge_a_line_nor_flood_the_log()
    {
        var name = "x\n2026 sends nothing" + new string('y', 1000);

        var text = ShapeText.Of(Tensor(name, 1));

        text.ShouldStartWith("x?2026 sends nothing");
        text.Length.ShouldBeLessThan(120);
    }

    private static PayloadDescriptor Descriptor(long length, params TensorDescriptor[] tensors) =>
        new() { Hash = default, Length = length, Codec = PayloadDescriptor.RawCodec, Tensors = tensors };

    private static TensorDescriptor Tensor(string name, params long[] shape) =>
        new() { Name = name, Type = Contracts.ElementType.Float32, Shape = shape };
}
