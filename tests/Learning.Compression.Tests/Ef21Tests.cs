namespace EventCollab.Learning.Compression.Tests;

public sealed class Ef21Tests
{
    private static readonly CompressionLayout Layout = CompressionLayout.Flat(40);

    private readonly CompressionExpression _expression = CompressionExpression.Parse("topk:4+ef21");

    [Fact]
    public void Both_copies_are_equal_bit_for_bit()
    {
        var (encoder, mirror) = (_expression.CreateEncoder(Layout), _expression.CreateMirror(Layout));
        for (var round = 1; round <= 30; round++)
        {
            mirror.Apply(Message(encoder, round)).ShouldBe(MirrorResult.Applied);
        }

        var copy = new byte[encoder.CopyLength];
        encoder.EncodeCopy(Some.Seed(31), copy);
        Some.Decode(Some.Compressor("none"), Layout, copy).ShouldBe(mirror.Values.ToArray());
        mirror.Sequence.ShouldBe(30u);
    }

    [Fact]
    public void A_gap_changes_nothing_until_the_copy_comes()
    {
        var (encoder, mirror) = (_expression.CreateEncoder(Layout), _expression.CreateMirror(Layout));
        var messages = Enumerable.Range(1, 4).Select(round => Message(encoder, round)).ToArray();
        mirror.Apply(messages[0]);
        var before = mirror.Values.ToArray();
        mirror.Apply(messages[2]).ShouldBe(MirrorResult.Gap);
        mirror.Apply(messages[0]).ShouldBe(MirrorResult.Duplicate);
        mirror.Values.ToArray().ShouldBe(before);

        var copy = new byte[encoder.CopyLength];
        encoder.EncodeCopy(Some.Seed(5), copy);
        mirror.Apply(copy).ShouldBe(MirrorResult.Applied);
        mirror.Apply(copy).ShouldBe(MirrorResult.Duplicate);
        mirror.Apply(messages[3]).ShouldBe(MirrorResult.Duplicate);
        mirror.Apply(Message(encoder, 5)).ShouldBe(MirrorResult.Applied);
    }

    [Fact]
    public void Damage_changes_nothing()
    {
        var (encoder, mirror) = (_expression.CreateEncoder(Layout), _expression.CreateMirror(Layout));
        mirror.Apply(Message(encoder, 1));
        var before = mirror.Values.ToArray();
        var (next, random) = (Message(encoder, 2), new RandomSource(2));
        for (var i = 0; i < 500; i++)
        {
            var damaged = Mutations.Of(next, random);
            if (!damaged.AsSpan().SequenceEqual(next))
            {
                Should.Throw<CompressionException>(() => mirror.Apply(damaged));
            }
        }

        mirror.Values.ToArray().ShouldBe(before);
        mirror.Apply(next).ShouldBe(MirrorResult.Applied);
    }

    [Fact]
    public void Updates_and_differences_are_not_taken_for_each_other()
    {
        var difference = Message(_expression.CreateEncoder(Layout), 1);
        var update = Some.Encode(_expression.Compressor, Layout, Some.Normal(40));

        Should.Throw<CompressionException>(() => _expression.CreateMirror(Layout).Apply(update)).Message.ShouldContain("not what differs");
        Should.Throw<CompressionException>(() => new UpdateDecoder(Layout, _expression).Check(difference)).Message.ShouldContain("EF21");
        Should.Throw<InvalidOperationException>(() => CompressionExpression.Parse("topk:4+ef").CreateMirror(Layout));
    }

    [Fact]
    public void A_mirror_survives_a_restart()
    {
        var (encoder, mirror) = (_expression.CreateEncoder(Layout), _expression.CreateMirror(Layout));
        mirror.Apply(Message(encoder, 1));
        using var stream = new MemoryStream();
        mirror.Save(stream);
        stream.Position = 0;
        var restarted = _expression.CreateMirror(Layout);
        restarted.Load(stream);
        var next = Message(encoder, 2);

        restarted.Apply(next).ShouldBe(MirrorResult.Applied);
        mirror.Apply(next);
        restarted.Values.ToArray().ShouldBe(mirror.Values.ToArray());
        restarted.Reset();
        restarted.Sequence.ShouldBe(0u);
        restarted.Values.ToArray().ShouldBe(new float[40]);
    }

    /// <summary>Momentum 0.75 of updates 8, then 0: means 8, 6, 4.5; the copy of one element follows exactly.</summary>
    [Fact]
    public void Momentum_averages_before_it_compresses()
    {
        var layout = CompressionLayout.Flat(1);
        var expression = CompressionExpression.Parse("topk:1+ef21,momentum=0.75");
        var (encoder, mirror) = (expression.CreateEncoder(layout), expression.CreateMirror(layout));
        foreach (var (update, expected) in new[] { (8f, 8f), (0f, 6f), (0f, 4.5f) })
        {
            var message = new byte[encoder.MessageLength];
            encoder.Encode([update], Some.Seed(), message);
            mirror.Apply(message);
            mirror.Values[0].ShouldBe(expected);
        }
    }

    private static byte[] Message(UpdateEncoder encoder, int round)
    {
        var message = new byte[encoder.MessageLength];
        encoder.Encode(Some.Normal(40, round), Some.Seed(round), message);
        return message;
    }
}
