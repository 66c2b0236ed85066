using EventCollab.Learning.Compression.Arithmetic;

namespace EventCollab.Learning.Compression.Tests;

public sealed class ArithmeticTests
{
    /// <summary>The known answers that Random123 1.09 publishes for philox4x32-10.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdcceb, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_words(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint a, uint b, uint c, uint d) =>
        Philox.Words(c0, c1, c2, c3, k0, k1).ShouldBe((a, b, c, d));

    [Fact]
    public void Vectors_of_random_words_are_the_scalar_generators()
    {
        const long Key = 0x123456789abcdef0;
        var words = new uint[96];
        new Philox(Key, 5, 3).Fill(7, words);

        for (var i = 0; i < words.Length; i++)
        {
            var (a, b, c, d) = Philox.Words((uint)(((7 + (i / 32)) * 8) + (i % 8)), 0, 5, 3, 0x9abcdef0, 0x12345678);
            words[i].ShouldBe(new[] { a, b, c, d }[i % 32 / 8]);
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(8192)]
    public void The_transform_is_Sylvesters(int size)
    {
        var values = Some.Normal(size);
        var transformed = (float[])values.Clone();
        Hadamard.Transform(transformed);

        foreach (var row in new[] { 0, 1, 2, 5, 77, size / 2, size - 1 })
        {
            // Entry (row, column) is -1 to the number of ones that their indices have in common.
            var expected = values.Select((value, column) => (System.Numerics.BitOperations.PopCount((uint)(row & column)) % 2 == 0 ? 1.0 : -1.0) * value).Sum();
            ((double)transformed[row]).ShouldBe(expected, 1e-3);
        }
    }

    [Fact]
    public void A_rotation_keeps_the_norm_and_turns_back()
    {
        var values = Some.Normal(1024);
        var rotated = (float[])values.Clone();
        var (first, second) = (new Philox(1, 0, 3), new Philox(1, 0, 4));
        Hadamard.Rotate(rotated, 2, first, second);
        Math.Sqrt(Some.Square(rotated)).ShouldBe(1024 * Math.Sqrt(Some.Square(values)), 1);

        Hadamard.RotateBack(rotated, 2, first, second);
        for (var i = 0; i < values.Length; i++)
        {
            (rotated[i] / (1024f * 1024f)).ShouldBe(values[i], 1e-5f);
        }
    }

    /// <summary>3^40 = 1.2e19 is the last power of 3 below 2^64 = 1.8e19: 40 digits a word, 1.6 bits each; of 33, 12 digits, 5.33 bits.</summary>
    [Theory]
    [InlineData(3, 40)]
    [InlineData(9, 20)]
    [InlineData(33, 12)]
    [InlineData(129, 9)]
    [InlineData(255, 8)]
    public void Digits_fill_words_and_come_back(int radix, int digitsPerWord)
    {
        var code = new RadixCode(radix);
        code.DigitsPerWord.ShouldBe(digitsPerWord);
        var random = new RandomSource(radix);
        foreach (var count in new[] { 1, digitsPerWord - 1, digitsPerWord, (3 * digitsPerWord) + 1 })
        {
            var digits = Enumerable.Range(0, count).Select(i => (byte)(i % 2 == 0 ? radix - 1 : random.NextIndex(radix))).ToArray();
            var words = new byte[code.ByteLength(count)];
            code.Pack(digits, words);
            code.IsValid(words, count).ShouldBeTrue();
            var unpacked = new byte[count];
            code.Unpack(words, unpacked);
            unpacked.ShouldBe(digits);

            words.AsSpan().Fill(255);
            code.IsValid(words, count).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(4096)]
    public void Draws_of_a_subset_are_all_places_once(int count)
    {
        var subset = new RandomSubset(new Philox(3, 0, 1), count);

        Enumerable.Range(0, count).Select(draw => subset[draw]).Order().ShouldBe(Enumerable.Range(0, count));
    }

    /// <summary>Two windows of 65536 and one of 1000: a tenth of each, rounded up.</summary>
    [Fact]
    public void Windows_draw_their_share_each_and_no_place_twice()
    {
        const int Count = (2 * 65536) + 1000;
        var kept = WindowedSubset.Kept(Count, 0.1);
        kept.ShouldBe((2 * 6554) + 100);
        var (subset, places) = (new WindowedSubset(9, 0, 6, Count, 0.1), new int[kept]);
        for (var taken = 0; taken < kept;)
        {
            taken += subset.Take(taken, places.AsSpan(taken, Math.Min(777, kept - taken)));
        }

        places.Distinct().Count().ShouldBe(kept);
        places.GroupBy(place => place / 65536).ToDictionary(group => group.Key, group => group.Count())
            .ShouldBe(new Dictionary<int, int> { [0] = 6554, [1] = 6554, [2] = 100 }, ignoreOrder: true);
        var window = new RandomSubset(new Philox(9, 0, 6), 65536, 1);
        places.Skip(6554).Take(6554).ShouldBe(Enumerable.Range(0, 6554).Select(draw => 65536 + window[draw]));
    }

    [Fact]
    public void Every_place_is_drawn_about_equally_often()
    {
        var counts = new int[10];
        for (var key = 0; key < 20000; key++)
        {
            var subset = new RandomSubset(new Philox(key, 0, 1), 10);
            counts[subset[0]]++;
            counts[subset[1]]++;
            counts[subset[2]]++;
        }

        // 6000 each; standard deviation sqrt(20000 * 0.3 * 0.7) = 65.
        counts.ShouldAllBe(count => Math.Abs(count - 6000) < 5 * 65);
    }

    [Fact]
    public void The_largest_are_found_exactly_and_of_equals_the_first()
    {
        var places = new int[4];
        TopSelection.Find([1, -3, 2, 3, -2, 2, 0], places);

        places.ShouldBe([1, 2, 3, 4]);
    }

    [Theory]
    [InlineData(200_000, 2_000, 0)]
    [InlineData(200_000, 40_000, 0)]
    [InlineData(200_001, 199_000, 0)]
    [InlineData(300_000, 1, 0)]
    [InlineData(300_000, 5_000, 3)]
    [InlineData(300_000, 5_000, 1)]
    public void The_largest_of_many_are_those_that_sorting_finds(int count, int k, int distinct)
    {
        var values = Some.Normal(count);
        if (distinct > 0)
        {
            // Few different sizes, so that the sample's bound leaves far too many candidates.
            values = [.. values.Select(value => MathF.Round(value * distinct))];
        }

        var places = new int[k];
        TopSelection.Find(values, places);

        places.ShouldBe(Enumerable.Range(0, count).OrderByDescending(i => MathF.Abs(values[i])).ThenBy(i => i).Take(k).Order());
    }

    [Fact]
    public void Sums_have_one_order_whatever_the_length()
    {
        var values = Some.LogNormal(1003);
        var lanes = new double[8];
        for (var i = 0; i < values.Length; i++)
        {
            lanes[i % 8] += (double)values[i] * values[i];
        }

        FixedOrder.SumOfSquares(values).ShouldBe(lanes.Aggregate((sum, lane) => sum + lane));
        FixedOrder.Dot(values, values).ShouldBe(FixedOrder.SumOfSquares(values));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-2e24f)]
    public void What_is_not_finite_or_too_large_is_found_wherever_it_stands(float wrong)
    {
        for (var place = 0; place < 70; place++)
        {
            var values = new float[70];
            values[place] = wrong;
            FixedOrder.FirstBeyond(values, 1e24f).ShouldBe(place);
        }

        FixedOrder.FirstBeyond(new float[70], 1e24f).ShouldBe(-1);
    }
}
