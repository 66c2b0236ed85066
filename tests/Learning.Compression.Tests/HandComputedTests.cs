namespace EventCollab.Learning.Compression.Tests;

/// <summary>Vectors small enough to work out by hand.</summary>
public sealed class HandComputedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(9610)]
    public void None_keeps_every_bit(int count)
    {
        var values = Some.Normal(count);
        (values[0], values[count / 2]) = (-0f, float.Epsilon);

        Decoded("none", values).Select(BitConverter.SingleToInt32Bits).ShouldBe(values.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void The_scaled_sign_is_the_mean_size_and_zero_is_positive() =>
        Decoded("scaledsign", 3, -1, 0, -0f, -4).ShouldBe([1.6f, -1.6f, 1.6f, 1.6f, -1.6f]);

    /// <summary>Positive: (3 + 0 + 0) / 3 = 1; negative: (-1 - 4) / 2 = -2.5.</summary>
    [Fact]
    public void One_bit_has_a_mean_for_each_sign() => Decoded("onebit", 3, -1, 0, -0f, -4).ShouldBe([1, -2.5f, 1, 1, -2.5f]);

    [Fact]
    public void Signs_are_voted_by_majority_and_a_draw_is_positive()
    {
        var (compressor, layout) = (Some.Compressor("sign"), CompressionLayout.Flat(3));
        var sums = new float[3];
        foreach (var values in new float[][] { [5, -1, 2], [1, -1, -2] })
        {
            compressor.Add(Some.Encode(compressor, layout, values), layout, 1, sums);
        }

        sums.ShouldBe([2, -2, 0]);
        MajorityVote.Decide(sums);
        sums.ShouldBe([1, -1, 1]);
    }

    [Fact]
    public void Top_k_keeps_the_largest() => Decoded("topk:2", 1, -5, 0, 3, 2).ShouldBe([0, -5, 0, 3, 0]);

    /// <summary>ceil(0.3 * 5) = 2; the bitmap of 5 bits is shorter than two places of 3 bits: byte 0b01010 after the floats -5 and 3.</summary>
    [Fact]
    public void Top_k_writes_values_and_a_bitmap() =>
        Payload("topk:0.3", 1, -5, 0, 3, 2).ShouldBe([.. BitConverter.GetBytes(-5f), .. BitConverter.GetBytes(3f), 0b01010]);

    /// <summary>Of 40 elements two places of 6 bits, 33 and 38, lowest bit first: 33 + 38 * 64 = 2465 = 0x9A1.</summary>
    [Fact]
    public void Top_k_writes_values_and_places()
    {
        var values = new float[40];
        (values[33], values[38]) = (7, -8);

        Payload("topk:2", values).ShouldBe([.. BitConverter.GetBytes(7f), .. BitConverter.GetBytes(-8f), 0xA1, 0x09]);
    }

    /// <summary>The grid's step is 32767 / 32767 = 1: values go to the nearest whole number, halves to the even one.</summary>
    [Fact]
    public void Int16_rounds_to_the_nearest_of_its_grid()
    {
        float[] values = [32767, -32767, 0.4f, 0.6f, 1.5f, 2.5f, -1.5f, 0, 3, 4, 5, 6, 7, 8, 9, 10, -2.5f];
        Decoded("int16", values).ShouldBe([32767, -32767, 0, 1, 2, 2, -2, 0, 3, 4, 5, 6, 7, 8, 9, 10, -2]);
    }

    [Fact]
    public void Int16_errs_by_at_most_half_a_step()
    {
        var values = Some.LogNormal(9000);
        var decoded = Decoded("int16", values);
        for (var start = 0; start < values.Length; start += 4096)
        {
            var block = values.Skip(start).Take(4096).ToArray();
            var step = block.Max(Math.Abs) / 32767;
            block.Zip(decoded.Skip(start)).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 0.502f * step);
        }
    }

    /// <summary>Norm 5, one level: elements of size 5 p come back as 0 or 5, those of size 0 and of the norm itself always exactly.</summary>
    [Fact]
    public void Qsgd_keeps_what_lies_on_its_levels()
    {
        Decoded("qsgd:1", 0, -5, 0).ShouldBe([0, -5, 0]);
        Decoded("qsgd:5", 3, -4, 0).ShouldBe([3, -4, 0], 1e-6);
    }

    [Fact]
    public void TernGrad_keeps_the_largest_size_and_zero() => Decoded("terngrad", 2, -2, 0, 2).ShouldBe([2, -2, 0, 2]);

    /// <summary>d/k = 2: each kept element doubles, the others are 0.</summary>
    [Fact]
    public void Random_k_scales_what_it_keeps()
    {
        var decoded = Decoded("randomk:0.5", 1, 2, 3, 4, 5, 6);
        decoded.Count(value => value != 0).ShouldBe(3);
        decoded.Select((value, i) => value == 0 || value == 2 * (i + 1)).ShouldAllBe(right => right);
    }

    [Fact]
    public void With_a_shared_mask_payloads_add_up_undecoded()
    {
        var (compressor, layout) = (Some.Compressor("randomk:0.1,mask=shared"), CompressionLayout.Flat(500));
        var (x, y) = (Some.Normal(500, 1), Some.Normal(500, 2));
        var (first, second) = (Some.Encode(compressor, layout, x, Some.Seed(3, "a")), Some.Encode(compressor, layout, y, Some.Seed(3, "b")));
        float[] sum = [.. x.Zip(y, (a, b) => a + b)];
        var joint = Some.Encode(compressor, layout, sum, Some.Seed(3, "c"));
        float[] Floats(byte[] message) => [.. message.Skip(message.Length - 200).Chunk(4).Select(bytes => BitConverter.ToSingle(bytes))];

        Floats(first).Zip(Floats(second), (a, b) => a + b).ShouldBe(Floats(joint), 1e-4);
    }

    /// <summary>A matrix of rank 1 and one iteration: P is u / |u| and Q is |u| w, so the product is exact.</summary>
    [Fact]
    public void PowerSgd_of_rank_one_returns_a_matrix_of_rank_one()
    {
        var layout = new CompressionLayout(new TensorSpec("m", ElementType.Float32, [20, 5, 6]));
        var (u, w) = (Some.Normal(20, 1), Some.Normal(30, 2));
        float[] values = [.. u.SelectMany(_ => w, (a, b) => a * b)];

        Some.Error(Some.RoundTrip(Some.Compressor("powersgd:1"), layout, values), values).ShouldBeLessThan(1e-11);
    }

    [Fact]
    public void PowerSgd_goes_on_from_its_last_factor()
    {
        var layout = new CompressionLayout(new TensorSpec("m", ElementType.Float32, [64, 64]));
        var compressor = Some.Compressor("powersgd:4");
        var (values, memory, message) = (Some.LowRank(), new float[compressor.MemoryLength(layout)], new byte[compressor.MessageLength(layout)]);
        memory.Length.ShouldBe(4 * 64);
        var errors = new List<double>();
        for (var round = 1; round <= 4; round++)
        {
            compressor.Encode(values, layout, Some.Seed(round), memory, message);
            errors.Add(Some.Error(Some.Decode(compressor, layout, message), values));
        }

        // Four messages of one iteration do what one message of four iterations does: 0.0085 was measured.
        errors[3].ShouldBe(0.0085, 0.001);
        errors[3].ShouldBeLessThan(errors[0]);
    }

    /// <summary>64 x 9: rank 4 needs 4 * 73 = 292 floats instead of 576, a gain of 1.97; vectors have none.</summary>
    [Theory]
    [InlineData("powersgd:4", 292 + 64)]
    [InlineData("powersgd:4,gain=1.9", 292 + 64)]
    [InlineData("powersgd:4,gain=2", 576 + 64)]
    [InlineData("powersgd:10", 576 + 64)]
    public void PowerSgd_leaves_alone_what_it_would_not_shorten(string expression, int floats) =>
        Some.Compressor(expression).PayloadLength(new CompressionLayout(
            new TensorSpec("conv", ElementType.Float32, [64, 1, 3, 3]), new TensorSpec("bias", ElementType.Float32, [64]))).ShouldBe(4 * floats);

    /// <summary>One rotation would return (1.25, 0) in the mean: a squared bias of 0.25.</summary>
    [Theory]
    [InlineData("drive", 0.01)]
    [InlineData("eden:1", 0.01)]
    [InlineData("eden:2", 0.01)]
    public void Two_rotations_cure_the_bias_of_sparse_vectors(string expression, double bound)
    {
        var (compressor, layout) = (Some.Compressor(expression), CompressionLayout.Flat(4096));
        var (values, mean) = (new float[4096], new float[4096]);
        (values[0], values[1]) = (1, 0.5f);
        var error = 0.0;
        for (var round = 1; round <= 400; round++)
        {
            var message = Some.Encode(compressor, layout, values, Some.Seed(round));
            error += Some.Error(Some.Decode(compressor, layout, message), values) / 400;
            compressor.Add(message, layout, 1f / 400, mean);
        }

        // The mean of 400 codes errs by a 400th of one code beside its bias.
        (Some.Error(mean, values) - (error / 400)).ShouldBeLessThan(bound);
        ((double)mean[0]).ShouldBe(1, 0.05);
        ((double)mean[1]).ShouldBe(0.5, 0.05);
    }

    private static float[] Decoded(string expression, params float[] values) =>
        Some.RoundTrip(Some.Compressor(expression), CompressionLayout.Flat(values.Length), values);

    private static byte[] Payload(string expression, params float[] values) =>
        Some.Encode(Some.Compressor(expression), CompressionLayout.Flat(values.Length), values)[(44 + expression.Length)..];
}
