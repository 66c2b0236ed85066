namespace EventCollab.Learning.Compression.Tests;

public sealed class ErrorFeedbackTests
{
    private static readonly CompressionLayout Two = CompressionLayout.Flat(2);

    /// <summary>(3, 1): 3 is sent, e = (0, 1). (1, 1) + e = (1, 2): 2 is sent, e = (1, 0).</summary>
    [Fact]
    public void What_is_left_out_is_added_to_the_next_message()
    {
        var encoder = Encoder("topk:1+ef");
        Send(encoder, 1, 3, 1).ShouldBe([3, 0]);
        encoder.Acknowledge(1).ShouldBeTrue();
        Send(encoder, 2, 1, 1).ShouldBe([0, 2]);
        encoder.Acknowledge(2).ShouldBeTrue();
        Send(encoder, 3, 0, 0).ShouldBe([1, 0]);
    }

    /// <summary>The round went on without (3, 1): all of it returns, so (0, 0.5) is sent as (3, 1.5).</summary>
    [Fact]
    public void A_rejected_message_goes_back_into_the_memory()
    {
        var encoder = Encoder("topk:1+ef");
        Send(encoder, 1, 3, 1).ShouldBe([3, 0]);
        encoder.Reject(1).ShouldBeTrue();
        Send(encoder, 2, 0, 0.5f).ShouldBe([3, 0]);
        encoder.Acknowledge(2).ShouldBeTrue();
        Send(encoder, 3, 0, 0).ShouldBe([0, 1.5f]);
    }

    /// <summary>A third of the rounds go on without the message; at the end, what was counted is what all updates add up to.</summary>
    [Fact]
    public void Nothing_that_was_said_is_lost_with_a_message()
    {
        var (layout, expression, random) = (CompressionLayout.Flat(60), CompressionExpression.Parse("topk:6+ef"), new RandomSource(4));
        var encoder = expression.CreateEncoder(layout);
        var (said, counted, message) = (new double[60], new float[60], new byte[encoder.MessageLength]);
        for (var round = 1; round <= 200; round++)
        {
            var update = round <= 150 ? Some.Normal(60, round) : new float[60];
            said = [.. said.Zip(update, (sum, value) => sum + value)];
            encoder.Encode(update, Some.Seed(round), message);
            if (random.NextIndex(3) == 0)
            {
                encoder.Reject(round);
                continue;
            }

            encoder.Acknowledge(round);
            expression.Compressor.Add(message, layout, 1, counted);
        }

        counted.Select(value => (double)value).ShouldBe(said, 1e-4);
    }

    [Fact]
    public void Acknowledgements_of_other_rounds_and_second_ones_change_nothing()
    {
        var encoder = Encoder("topk:1+ef");
        Send(encoder, 4, 3, 1);
        encoder.Acknowledge(3).ShouldBeFalse();
        encoder.Reject(5).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => Send(encoder, 5, 1, 1)).Message.ShouldContain("round 4");
        encoder.Acknowledge(4).ShouldBeTrue();
        encoder.Acknowledge(4).ShouldBeFalse();
        encoder.Reject(4).ShouldBeFalse();
        Send(encoder, 5, 0, 0).ShouldBe([0, 1]);
    }

    /// <summary>Two rounds may be missed; rounds 2 to 6 are five: three beyond, a factor of 1/8 on e = (0, 8).</summary>
    [Fact]
    public void A_stale_memory_fades()
    {
        var encoder = Encoder("topk:1+ef,limit=2");
        Send(encoder, 1, 9, 8);
        encoder.Acknowledge(1);
        Send(encoder, 7, 0, 0).ShouldBe([0, 1]);
        encoder.Decay.ShouldBe(0.125);

        encoder = Encoder("topk:1+ef,limit=2");
        Send(encoder, 1, 9, 8);
        encoder.Acknowledge(1);
        Send(encoder, 4, 0, 0).ShouldBe([0, 8]);
        encoder.Decay.ShouldBe(1);
    }

    [Fact]
    public void A_schedule_scales_the_memory()
    {
        var encoder = Encoder("topk:1+ef");
        Send(encoder, 1, 9, 8);
        encoder.Acknowledge(1);
        encoder.ScaleMemory(10);
        Send(encoder, 2, 0, 0).ShouldBe([0, 80]);
    }

    [Fact]
    public void What_is_refused_leaves_the_memory_as_it_was()
    {
        var encoder = Encoder("topk:1+ef");
        Send(encoder, 1, 9, 8);
        encoder.Acknowledge(1);
        Should.Throw<CompressionException>(() => Send(encoder, 2, float.NaN, 0));
        Should.Throw<CompressionException>(() => Send(encoder, 2, 2e24f, 0));
        Send(encoder, 2, 0, 0).ShouldBe([0, 8]);
    }

    /// <summary>An unbiased code is a contraction only after division by 1 + omega; without it the memory of randomk 1/8 doubles again and again.</summary>
    [Theory]
    [InlineData("randomk:0.125+ef")]
    [InlineData("qsgd:1+ef")]
    [InlineData("eden:0.25+ef")]
    [InlineData("drive+ef")]
    [InlineData("randomk:0.125+ef21")]
    [InlineData("qsgd:1+ef21")]
    public void Unbiased_codes_become_contractions(string expression)
    {
        var layout = CompressionLayout.Flat(400);
        var encoder = CompressionExpression.Parse(expression).CreateEncoder(layout);
        var compressor = CompressionExpression.Parse(expression).Compressor;
        var (values, sum, message) = (Some.Normal(400), new float[400], new byte[encoder.MessageLength]);
        for (var round = 1; round <= 300; round++)
        {
            encoder.Encode(values, Some.Seed(round), message);
            encoder.Acknowledge(round);
            compressor.Add(message, layout, expression.EndsWith("ef21", StringComparison.Ordinal) ? 1 : 1f / 300, sum);
        }

        // EF: the mean of what was sent; EF21: the copy, which reaches a fixed update.
        Some.Error(sum, values).ShouldBeLessThan(0.05);
    }

    [Theory]
    [InlineData("topk:1+ef")]
    [InlineData("topk:1+ef21")]
    [InlineData("topk:1+ef21,momentum=0.5")]
    [InlineData("powersgd:1+ef")]
    [InlineData("qsgd:4")]
    public void A_restart_goes_on_from_the_saved_memory(string expression)
    {
        var layout = new CompressionLayout(new TensorSpec("m", ElementType.Float32, [30, 30]));
        var parsed = CompressionExpression.Parse(expression);
        var (straight, restarted) = (parsed.CreateEncoder(layout), parsed.CreateEncoder(layout));
        for (var round = 1; round <= 6; round++)
        {
            var (first, second) = (new byte[straight.MessageLength], new byte[straight.MessageLength]);
            straight.Encode(Some.Normal(900, round), Some.Seed(round), first);
            restarted.Encode(Some.Normal(900, round), Some.Seed(round), second);
            second.ShouldBe(first);

            // Saved with the message under way, as an agent does before it sends.
            restarted = Reloaded(parsed, layout, restarted);
            restarted.Round.ShouldBe(round);
            if (round % 2 == 0)
            {
                restarted.Reject(round).ShouldBe(straight.Reject(round));
            }
            else
            {
                restarted.Acknowledge(round).ShouldBe(straight.Acknowledge(round));
            }

            restarted = Reloaded(parsed, layout, restarted);
        }
    }

    [Fact]
    public void Damaged_foreign_and_cut_memories_are_refused()
    {
        var layout = CompressionLayout.Flat(30);
        var parsed = CompressionExpression.Parse("topk:3+ef");
        var encoder = parsed.CreateEncoder(layout);
        encoder.Encode(Some.Normal(30), Some.Seed(), new byte[encoder.MessageLength]);
        var saved = Saved(encoder);
        var random = new RandomSource(3);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = Mutations.Of(saved, random);
            if (!damaged.AsSpan().SequenceEqual(saved))
            {
                Should.Throw<CompressionException>(() => parsed.LoadEncoder(layout, new MemoryStream(damaged)));
            }
        }

        Should.Throw<CompressionException>(() => CompressionExpression.Parse("topk:4+ef").LoadEncoder(layout, new MemoryStream(saved)));
        Should.Throw<CompressionException>(() => parsed.LoadEncoder(CompressionLayout.Flat(31), new MemoryStream(saved)));
        Should.Throw<CompressionException>(() => CompressionExpression.Parse("topk:3").LoadEncoder(layout, new MemoryStream(saved)));
        parsed.LoadEncoder(layout, new MemoryStream(saved)).Acknowledge(1).ShouldBeTrue();
    }

    private static UpdateEncoder Encoder(string expression) => CompressionExpression.Parse(expression).CreateEncoder(Two);

    private static float[] Send(UpdateEncoder encoder, int round, params float[] update)
    {
        var message = new byte[encoder.MessageLength];
        encoder.Encode(update, Some.Seed(round), message);
        return Some.Decode(Some.Compressor("topk:1"), Two, message);
    }

    private static byte[] Saved(UpdateEncoder encoder)
    {
        using var stream = new MemoryStream();
        encoder.Save(stream);
        return stream.ToArray();
    }

    private static UpdateEncoder Reloaded(CompressionExpression expression, CompressionLayout layout, UpdateEncoder encoder) =>
        expression.LoadEncoder(layout, new MemoryStream(Saved(encoder)));
}
