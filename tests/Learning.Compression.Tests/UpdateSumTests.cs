namespace EventCollab.Learning.Compression.Tests;

public sealed class UpdateSumTests
{
    private static readonly string[] Mixed = ["none", "topk:0.01", "qsgd:16", "eden:2", "int16", "powersgd:2", "randomk:0.1"];

    private readonly CompressionLayout _layout = Some.Model();
    private readonly UpdateDecoder _decoder;
    private readonly List<byte[]> _messages = [];

    public UpdateSumTests()
    {
        _decoder = new UpdateDecoder(_layout, Mixed.Select(CompressionExpression.Parse));
        for (var i = 0; i < 14; i++)
        {
            _messages.Add(Some.Encode(Some.Compressor(Mixed[i % Mixed.Length]), _layout, Some.Normal(_layout.Count, i + 1), Some.Seed(1, $"org{i}")));
        }
    }

    [Fact]
    public void The_order_of_arrival_does_not_change_a_bit()
    {
        var expected = Sum(Enumerable.Range(0, 14));
        for (var shuffle = 1; shuffle <= 5; shuffle++)
        {
            Sum(new RandomSource(shuffle).NextPermutation(14)).ShouldBe(expected);
        }
    }

    [Fact]
    public void The_sum_is_the_weighted_sum_of_what_each_message_decodes_to()
    {
        var expected = new double[_layout.Count];
        for (var i = 0; i < 14; i++)
        {
            var decoded = Some.Decode(Some.Compressor(Mixed[i % Mixed.Length]), _layout, _messages[i]);
            for (var j = 0; j < expected.Length; j++)
            {
                expected[j] += (i + 1) * (double)decoded[j] / 105;
            }
        }

        Sum(Enumerable.Range(0, 14)).Select(value => (double)value).ShouldBe(expected, 1e-6);
    }

    [Fact]
    public void Memory_does_not_grow_with_organizations()
    {
        var sum = new UpdateSum(_decoder);
        var before = 0L;
        for (var pass = 0; pass < 3; pass++)
        {
            // The first pass fills the pools.
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var message in _messages)
            {
                sum.Add(message, 0.01);
            }
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sum.Count.ShouldBe(3 * _messages.Count);
    }

    [Fact]
    public void What_is_taken_away_leaves_no_trace()
    {
        var sum = new UpdateSum(_decoder);
        sum.Add(_messages[0], 1);
        var before = Values(sum, 1);
        for (var i = 1; i < 14; i++)
        {
            sum.Add(_messages[i], 0.1 * i);
        }

        for (var i = 1; i < 14; i++)
        {
            sum.Remove(_messages[i], 0.1 * i);
        }

        Values(sum, 1).ShouldBe(before);
        sum.Count.ShouldBe(1);
    }

    /// <summary>2^50 is the largest term: of 40 fraction bits values of 1024, here one among many that were already added.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("topk:0.01")]
    public void A_value_too_large_for_the_resolution_is_refused_and_undone(string expression)
    {
        var sum = new UpdateSum(_decoder);
        sum.Add(_messages[3], 1);
        var before = Values(sum, 1);
        foreach (var wrong in new[] { 1024f, -1e20f })
        {
            var values = Some.Normal(_layout.Count);
            values[5000] = wrong;
            Should.Throw<CompressionException>(() => sum.Add(Some.Encode(Some.Compressor(expression), _layout, values), 1)).Message.ShouldContain("too large");
            Values(sum, 1).ShouldBe(before);
        }

        sum.Count.ShouldBe(1);
        var most = new float[_layout.Count];
        most[5000] = 1023;
        sum.Add(Some.Encode(Some.Compressor(expression), _layout, most), 1).Count.ShouldBe(_layout.Count);
    }

    [Fact]
    public void Refused_messages_leave_the_sum_as_it_was()
    {
        var sum = new UpdateSum(_decoder);
        var random = new RandomSource(8);
        for (var i = 0; i < 300; i++)
        {
            var message = _messages[i % 14];
            var damaged = Mutations.Of(message, random);
            if (!damaged.AsSpan().SequenceEqual(message))
            {
                Should.Throw<CompressionException>(() => sum.Add(damaged, 1));
            }
        }

        Values(sum, 1).ShouldAllBe(value => value == 0);
    }

    [Fact]
    public void Only_the_schemes_of_the_plan_are_taken()
    {
        var message = Some.Encode(Some.Compressor("powersgd:16"), _layout, Some.Normal(_layout.Count));

        Should.Throw<CompressionException>(() => _decoder.Check(message)).Message.ShouldContain("taken are none, topk:0.01");
    }

    [Fact]
    public void A_decoder_adds_and_decodes_what_each_scheme_does()
    {
        for (var i = 0; i < Mixed.Length; i++)
        {
            var decoded = new float[_layout.Count];
            _decoder.Decode(_messages[i], decoded);
            decoded.ShouldBe(Some.Decode(Some.Compressor(Mixed[i]), _layout, _messages[i]));
            var sum = new float[_layout.Count];
            _decoder.Add(_messages[i], 0.5f, sum);
            sum.ShouldBe(decoded.Select(value => 0.5f * value));
        }
    }

    /// <summary>1.5 * 2^-40 and 2.5 * 2^-40 round to 2 * 2^-40, halves to even; so do their negatives.</summary>
    [Fact]
    public void Terms_are_rounded_to_the_nearest_multiple_of_the_resolution()
    {
        var layout = CompressionLayout.Flat(12);
        var unit = MathF.ScaleB(1, -40);
        var sum = new UpdateSum(new UpdateDecoder(layout, CompressionExpression.Parse("none")));
        float[] multiples = [1.5f, 2.5f, -1.5f, -2.5f, 0.25f, -0.75f, 7, 0, 1.5f, 2.5f, -1.5f, -0.75f];
        sum.Add(Some.Encode(Some.Compressor("none"), layout, [.. multiples.Select(multiple => multiple * unit)]), 1);

        Values(sum, 1).Select(value => value / unit).ShouldBe([2, 2, -2, -2, 0, -1, 7, 0, 2, 2, -2, -1]);
    }

    private float[] Sum(IEnumerable<int> order)
    {
        var sum = new UpdateSum(_decoder);
        foreach (var i in order)
        {
            sum.Add(_messages[i], i + 1);
        }

        return Values(sum, 105);
    }

    private static float[] Values(UpdateSum sum, double divisor)
    {
        var values = new float[sum.Length];
        sum.CopyTo(values, divisor);
        return values;
    }
}
