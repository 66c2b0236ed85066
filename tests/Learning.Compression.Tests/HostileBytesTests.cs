using System.Buffers.Binary;

namespace EventCollab.Learning.Compression.Tests;

public sealed class HostileBytesTests
{
    public static TheoryData<string> Schemes => [.. Some.Expressions];

    /// <summary>Refused with one exception, or valid and then finite; nothing is allocated by their word.</summary>
    [Theory]
    [MemberData(nameof(Schemes))]
    public void Damaged_bytes_are_refused_or_decode_to_finite_values(string expression)
    {
        var layout = Small();
        var compressor = Some.Compressor(expression);
        var message = Some.Encode(compressor, layout, Some.Normal(layout.Count));
        var random = new RandomSource(5);
        var accumulator = new float[layout.Count];
        var (refused, most) = (0, 0L);
        for (var i = 0; i < 1500; i++)
        {
            var damaged = Mutations.Of(message, random);
            damaged = i % 3 == 0 ? damaged : Mutations.Seal(damaged);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                compressor.Add(damaged, layout, 1, accumulator);
                accumulator.ShouldAllBe(value => float.IsFinite(value));
            }
            catch (CompressionException)
            {
                refused++;
                most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
                accumulator.ShouldAllBe(value => value == 0, "a refused message must add nothing");
            }

            Array.Clear(accumulator);
        }

        refused.ShouldBeGreaterThan(500);
        most.ShouldBeLessThan(50_000);
    }

    /// <summary>A tenth of the bytes, at random places, sealed again: the decoders themselves, behind length and checksum.</summary>
    [Theory]
    [MemberData(nameof(Schemes))]
    public void Random_payloads_are_refused_or_decode_to_finite_values(string expression)
    {
        var layout = Small();
        var compressor = Some.Compressor(expression);
        var message = Some.Encode(compressor, layout, Some.Normal(layout.Count));
        var random = new RandomSource(6);
        for (var i = 0; i < 500; i++)
        {
            var damaged = (byte[])message.Clone();
            for (var place = 44 + expression.Length; place < damaged.Length; place++)
            {
                if (random.NextIndex(10) == 0)
                {
                    damaged[place] = (byte)random.NextIndex(256);
                }
            }

            try
            {
                Some.Decode(compressor, layout, Mutations.Seal(damaged)).ShouldAllBe(value => float.IsFinite(value));
            }
            catch (CompressionException)
            {
                // Refused.
            }
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Another_models_update_is_refused(string expression)
    {
        var compressor = Some.Compressor(expression);
        var message = Some.Encode(compressor, Some.Model(), Some.Normal(Some.Model().Count));

        // As many elements in other tensors, the same tensors in another order, other names, fewer elements.
        var tensors = Some.Model().Tensors;
        CompressionLayout[] others =
        [
            CompressionLayout.Flat(Some.Model().Count),
            new([.. tensors.Reverse()]),
            new([.. tensors.Select(tensor => tensor with { Name = tensor.Name + "2" })]),
            new([.. tensors.Skip(1)]),
        ];
        foreach (var other in others)
        {
            Should.Throw<CompressionException>(() => Some.Decode(compressor, other, message)).Message.ShouldContain("another model");
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Another_schemes_update_is_refused(string expression)
    {
        var layout = Small();
        var message = Some.Encode(Some.Compressor(expression), layout, Some.Normal(layout.Count));

        Should.Throw<CompressionException>(() => Some.Decode(Some.Compressor("topk:3"), layout, message)).Message.ShouldContain("another scheme");
    }

    [Theory]
    [InlineData(0, 5, "no compressed update")]
    [InlineData(4, 2, "version 2")]
    [InlineData(5, 3, "out of range")]
    [InlineData(6, 1, "out of range")]
    [InlineData(19, 0xff, "out of range")]
    [InlineData(23, 0xff, "out of range")]
    [InlineData(7, 200, "its header says")]
    [InlineData(22, 0x7f, "its header says")]
    [InlineData(70, 0x3c, "checksum")]
    public void A_header_that_lies_is_refused_by_what_it_says(int place, byte value, string part)
    {
        var layout = CompressionLayout.Flat(50);
        var message = Some.Encode(Some.Compressor("none"), layout, new float[50]);
        message[place] = value;

        Should.Throw<CompressionException>(() => Some.Decode(Some.Compressor("none"), layout, message)).Message.ShouldContain(part);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(43)]
    [InlineData(44)]
    [InlineData(100)]
    public void Cut_and_prolonged_bytes_are_refused(int length)
    {
        var layout = CompressionLayout.Flat(50);
        var message = Some.Encode(Some.Compressor("none"), layout, new float[50]);
        Should.Throw<CompressionException>(() => Some.Decode(Some.Compressor("none"), layout, message[..length]));
        Should.Throw<CompressionException>(() => Some.Decode(Some.Compressor("none"), layout, Mutations.Seal(message[..length])));
        Should.Throw<CompressionException>(() => Some.Decode(Some.Compressor("none"), layout, [.. message, 0]))
            .Message.ShouldContain("249 bytes; its header says 248");
        Should.Throw<CompressionException>(() => Some.Decode(Some.Compressor("none"), layout, Mutations.Seal([.. message, 0])))
            .Message.ShouldContain("payload has 201 bytes; 'none' makes 200");
    }

    /// <summary>Places 33 and 38 of 40, in 6 bits each, set to what no encoder writes: falling, twice the same, beyond the end, waste after the last.</summary>
    [Theory]
    [InlineData(38, 33, 0)]
    [InlineData(33, 33, 0)]
    [InlineData(33, 40, 0)]
    [InlineData(33, 38, 1)]
    public void Places_out_of_order_or_range_are_refused(int first, int second, int waste)
    {
        var (compressor, layout) = (Some.Compressor("topk:2"), CompressionLayout.Flat(40));
        var message = Some.Encode(compressor, layout, Some.Normal(40));
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(message.Length - 2), (ushort)(first | (second << 6) | (waste << 12)));

        Should.Throw<CompressionException>(() => Some.Decode(compressor, layout, Mutations.Seal(message))).Message.ShouldContain("tensor 'values'");
    }

    [Theory]
    [InlineData(0b00111)]
    [InlineData(0b00001)]
    [InlineData(0b100001)]
    public void A_bitmap_of_too_many_too_few_or_absent_elements_is_refused(byte bitmap)
    {
        var (compressor, layout) = (Some.Compressor("topk:2"), CompressionLayout.Flat(5));
        var message = Some.Encode(compressor, layout, Some.Normal(5));
        message[^1] = bitmap;

        Should.Throw<CompressionException>(() => Some.Decode(compressor, layout, Mutations.Seal(message)));
    }

    /// <summary>Where each scheme's first float stands: a scale or a value.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("int16")]
    [InlineData("topk:3")]
    [InlineData("randomk:3")]
    [InlineData("qsgd:4")]
    [InlineData("terngrad")]
    [InlineData("scaledsign")]
    [InlineData("onebit")]
    [InlineData("powersgd:1")]
    [InlineData("eden:2")]
    public void Values_and_scales_that_are_not_finite_are_refused(string expression)
    {
        var (compressor, layout) = (Some.Compressor(expression), new CompressionLayout(new TensorSpec("m", ElementType.Float32, [20, 20])));
        var message = Some.Encode(compressor, layout, Some.Normal(400));
        foreach (var wrong in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f, -3e38f })
        {
            BinaryPrimitives.WriteSingleLittleEndian(message.AsSpan(44 + expression.Length), wrong);
            Should.Throw<CompressionException>(() => Some.Decode(compressor, layout, Mutations.Seal(message)), $"{wrong}");
        }
    }

    [Fact]
    public void Digits_beyond_the_base_are_refused()
    {
        var (compressor, layout) = (Some.Compressor("qsgd:1"), CompressionLayout.Flat(40));
        var message = Some.Encode(compressor, layout, Some.Normal(40));

        // 3^40 itself, the first word that forty digits do not make.
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(message.Length - 8), 12157665459056928801UL);
        Should.Throw<CompressionException>(() => Some.Decode(compressor, layout, Mutations.Seal(message)));
        BinaryPrimitives.WriteUInt64LittleEndian(message.AsSpan(message.Length - 8), 12157665459056928800UL);
        Some.Decode(compressor, layout, Mutations.Seal(message)).Length.ShouldBe(40);
    }

    [Fact]
    public void A_header_tells_what_a_message_is_without_its_scheme()
    {
        var layout = Some.Model();
        var message = Some.Encode(Some.Compressor("eden:2"), layout, Some.Normal(layout.Count), new CompressionSeed(7, 3, "north"));
        var header = UpdateHeader.Read(message);

        header.Kind.ShouldBe(UpdateKind.Update);
        header.Count.ShouldBe(layout.Count);
        header.Fingerprint.ShouldBe(layout.Fingerprint);
        header.Seed.ShouldBe(SeedSequence.Derive(7, 3, "north", "compression"));
        header.PayloadLength.ShouldBe(message.Length - 44 - 6);
        UpdateHeader.ExpressionOf(message).ShouldBe("eden:2");
    }

    /// <summary>A matrix that PowerSGD factors, a vector, and a bucket and a half.</summary>
    private static CompressionLayout Small() => new(
        new TensorSpec("m", ElementType.Float32, [24, 20]), new TensorSpec("b", ElementType.Float32, [13]), new TensorSpec("v", ElementType.Float32, [200]));
}
