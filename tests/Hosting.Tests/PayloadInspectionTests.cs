using System.Runtime.InteropServices;
using EventCollab.Contracts;
using EventCollab.Learning;

namespace EventCollab.Hosting.Tests;

public sealed class PayloadInspectionTests
{
    // Long enough that the vectorised part, its remainder and several chunks of a stream are all passed.
    private const int Count = 40_003;

    [Fact]
    public void What_the_plan_expects_is_accepted() => Check(new float[Count], Plan()).ShouldBeNull();

    [Theory]
    [InlineData(0, float.NaN)]
    [InlineData(17, float.PositiveInfinity)]
    [InlineData(Count - 1, float.NegativeInfinity)]
    [InlineData(Count - 3, float.NaN)]
    public void A_value_that_is_not_finite_is_found_wherever_it_stands(int place, float value)
    {
        var values = new float[Count];
        values[place] = value;

        Check(values, Plan())!.Value.Reason.ShouldBe(RefusalReason.NonFinite);
    }

    [Fact]
    public void The_largest_finite_numbers_are_finite() => Check([.. Enumerable.Repeat(float.MaxValue, Count)], Plan()).ShouldBeNull();

    [Fact]
    public void A_double_that_is_not_finite_is_found_behind_an_odd_number_of_floats()
    {
        var (descriptor, bytes) = TensorPayload.Encode(new TensorSet(NamedTensor.Of("a", [1f], 1), NamedTensor.Of("b", [1.0, double.NaN], 2)));
        var plan = Plan() with { Expected = descriptor.Tensors, MaxContributionBytes = descriptor.Length };

        var refusal = PayloadInspection.Check(descriptor, bytes, plan);

        refusal.ShouldBe((RefusalReason.NonFinite, "Tensor b [2] float64 holds a value that is not finite."));
        PayloadInspection.Check(descriptor, new MemoryStream(bytes.ToArray()), plan).ShouldBe(refusal);
    }

    [Fact]
    public void Whole_numbers_are_finite_whatever_their_bits()
    {
        var (descriptor, bytes) = TensorPayload.Encode(new TensorSet(NamedTensor.Of("a", [-1L, long.MaxValue], 2)));

        PayloadInspection.Check(descriptor, bytes, Plan() with { Expected = descriptor.Tensors }).ShouldBeNull();
    }

    [Fact]
    public void Another_shape_name_type_or_order_is_refused_and_both_sides_are_told()
    {
        var (a, b) = (Tensor("a", 2), Tensor("b", 2));
        var plan = Plan() with { Expected = [a, b] };

        foreach (var wrong in new TensorDescriptor[][]
                 {
                     [b, a], [a], [a, b, Tensor("c", 1)], [a, Tensor("b", 2, 1)], [a, Tensor("x", 2)], [a, b with { Type = Contracts.ElementType.Int32 }],
                 })
        {
            var refusal = PayloadInspection.CheckDescriptor(Descriptor(wrong), plan)!.Value;

            refusal.Reason.ShouldBe(RefusalReason.WrongShape);
            refusal.Detail.ShouldBe($"Expected a [2] float32, b [2] float32; got {ShapeText.Of(wrong)}.");
        }
    }

    [Fact]
    public void An_oversized_payload_is_refused_by_its_descriptor_alone() =>
        PayloadInspection.CheckDescriptor(Descriptor([Tensor("a", 3)]), Plan() with { Expected = [], MaxContributionBytes = 11 })
            .ShouldBe((RefusalReason.Oversized, "The payload has 12 bytes; the plan allows 11."));

    [Fact]
    public void An_unknown_codec_is_refused() =>
        PayloadInspection.CheckDescriptor(Descriptor([Tensor("a", 1)]) with { Codec = "zip" }, Plan())!.Value.Reason.ShouldBe(RefusalReason.UnknownCodec);

    [Fact]
    public void A_length_that_is_not_that_of_the_tensors_is_malformed() =>
        PayloadInspection.CheckDescriptor(Descriptor([Tensor("a", 1)]) with { Length = 3 }, Plan() with { Expected = [] })!.Value
            .Reason.ShouldBe(RefusalReason.Malformed);

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void Fewer_or_more_bytes_than_described_are_a_mismatch(int difference)
    {
        var (descriptor, _) = Payload(new float[Count]);
        var bytes = new byte[(Count * sizeof(float)) + difference];

        PayloadInspection.Check(descriptor, bytes, Plan())!.Value.Reason.ShouldBe(RefusalReason.HashMismatch);
        PayloadInspection.Check(descriptor, new MemoryStream(bytes), Plan())!.Value.Reason.ShouldBe(RefusalReason.HashMismatch);
    }

    [Fact]
    public void A_stream_is_read_on_where_it_gives_less_than_was_asked_for()
    {
        var values = new float[Count];
        values[^1] = float.NaN;
        var (descriptor, bytes) = Payload(values);

        PayloadInspection.Check(descriptor, new TricklingStream(bytes), Plan())!.Value.Reason.ShouldBe(RefusalReason.NonFinite);
    }

    private static (RefusalReason Reason, string Detail)? Check(float[] values, RoundPlan plan)
    {
        var (descriptor, bytes) = Payload(values);
        var whole = PayloadInspection.Check(descriptor, bytes, plan);
        PayloadInspection.Check(descriptor, new MemoryStream(bytes), plan).ShouldBe(whole);
        return whole;
    }

    private static (PayloadDescriptor Descriptor, byte[] Bytes) Payload(float[] values) =>
        (Descriptor([Tensor("a", values.Length)]), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    private static RoundPlan Plan() => new() { Recipients = [], Quorum = 1, Expected = [Tensor("a", Count)], MaxContributionBytes = Count * 4 };

    private static PayloadDescriptor Descriptor(TensorDescriptor[] tensors) => new()
    {
        Hash = default,
        Length = tensors.Sum(tensor => TensorPayload.Specify(tensor).ByteLength),
        Codec = PayloadDescriptor.RawCodec,
        Tensors = tensors,
    };

    private static TensorDescriptor Tensor(string name, params long[] shape) =>
        new() { Name = name, Type = Contracts.ElementType.Float32, Shape = shape };

    /// <summary>Gives at most 1000 bytes a read, as a network or a pipe may.</summary>
    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1000)]);
    }
}
