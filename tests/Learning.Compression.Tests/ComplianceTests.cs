namespace EventCollab.Learning.Compression.Tests;

/// <summary>What every scheme has to keep.</summary>
public sealed class ComplianceTests
{
    public static TheoryData<string> Schemes => [.. Some.Expressions];

    public static TheoryData<string> Unbiased => [.. Some.Unbiased];

    [Theory]
    [MemberData(nameof(Schemes))]
    public void An_expression_is_its_own_shortest_form(string expression) =>
        CompressionExpression.Parse(expression).ToString().ShouldBe(expression);

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_message_has_the_length_of_the_formula_and_comes_back_finite(string expression)
    {
        var compressor = Some.Compressor(expression);
        foreach (var count in new[] { 1, 7, 127, 4096, 9610 })
        {
            var layout = CompressionLayout.Flat(count);
            var message = Some.Encode(compressor, layout, Some.Normal(count));
            message.Length.ShouldBe((int)(44 + expression.Length + compressor.PayloadLength(layout)));
            Some.Decode(compressor, layout, message).ShouldAllBe(value => float.IsFinite(value));
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_model_of_many_shapes_comes_back_in_place(string expression)
    {
        var (compressor, layout) = (Some.Compressor(expression), Some.Model());
        var values = Some.Normal(layout.Count);
        var decoded = Some.RoundTrip(compressor, layout, values);

        // Each decoded tensor points the way of its own original, whatever the scheme leaves out.
        foreach (var place in layout.Places)
        {
            double dot = 0, size = 0;
            for (var i = place.Offset; i < place.Offset + place.Count; i++)
            {
                dot += (double)values[i] * decoded[i];
                size += Math.Abs(decoded[i]);
            }

            (size == 0 || dot > 0).ShouldBeTrue($"{expression}, tensor {place.Index}");
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Zeros_come_back_as_zeros(string expression)
    {
        var decoded = Some.RoundTrip(Some.Compressor(expression), Some.Model(), new float[Some.Model().Count]);

        // A sign without a scale has no zero.
        decoded.ShouldAllBe(value => value == (expression == "sign" ? 1 : 0));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Tiny_and_huge_values_come_back_finite(string expression)
    {
        var (compressor, layout) = (Some.Compressor(expression), Some.Model());
        foreach (var scale in new[] { float.Epsilon, 1e-38f, 1e-30f, 1e20f, 1e23f })
        {
            float[] values = [.. Some.Normal(layout.Count).Select(value => value * scale)];
            Some.RoundTrip(compressor, layout, values).ShouldAllBe(value => float.IsFinite(value));
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Equal_seeds_give_equal_bytes_and_nothing_else_counts(string expression)
    {
        var (compressor, layout) = (Some.Compressor(expression), Some.Model());
        var values = Some.Normal(layout.Count);
        var expected = Some.Encode(compressor, layout, values);
        var messages = new byte[16][];
        Parallel.For(0, messages.Length, i => messages[i] = Some.Encode(Some.Compressor(expression), Some.Model(), values));

        messages.ShouldAllBe(message => message.SequenceEqual(expected));
        Some.Encode(compressor, layout, values, Some.Seed(2)).ShouldNotBe(expected);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Adding_is_decoding_times_the_weight(string expression)
    {
        var (compressor, layout) = (Some.Compressor(expression), Some.Model());
        var message = Some.Encode(compressor, layout, Some.Normal(layout.Count));
        var decoded = Some.Decode(compressor, layout, message);
        var accumulator = Some.Normal(layout.Count, 9);
        float[] expected = [.. accumulator.Zip(decoded, (sum, value) => sum + (0.25f * value))];
        compressor.Add(message, layout, 0.25f, accumulator);

        accumulator.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Values_that_are_not_finite_are_refused_by_name(string expression)
    {
        var (compressor, layout) = (Some.Compressor(expression), Some.Model());
        foreach (var wrong in new[] { float.NaN, float.NegativeInfinity, 2e24f })
        {
            var values = Some.Normal(layout.Count);
            values[1234] = wrong;
            Should.Throw<CompressionException>(() => Some.Encode(compressor, layout, values)).Message.ShouldContain("element 1234");
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void No_call_allocates(string expression)
    {
        var (compressor, layout, seed) = (Some.Compressor(expression), Some.Model(), Some.Seed());
        var values = Some.Normal(layout.Count);
        var memory = new float[compressor.MemoryLength(layout)];
        var message = new byte[compressor.MessageLength(layout)];
        var before = 0L;
        for (var i = 0; i < 3; i++)
        {
            // The first calls fill the pools.
            before = GC.GetAllocatedBytesForCurrentThread();
            compressor.Encode(values, layout, seed, memory, message);
            compressor.Decode(message, layout, values);
            compressor.Add(message, layout, 0.5f, values);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    /// <summary>Mean of 2000 codes within 5 standard errors for every element.</summary>
    [Theory]
    [MemberData(nameof(Unbiased))]
    public void The_mean_of_many_codes_is_what_was_encoded(string expression)
    {
        const int Codes = 2000;
        var compressor = Some.Compressor(expression);
        foreach (var count in new[] { 7, 200 })
        {
            var layout = CompressionLayout.Flat(count);
            var values = Some.LogNormal(count);
            var (sums, squares, jump) = (new double[count], new double[count], 0.0);
            for (var code = 0; code < Codes; code++)
            {
                var decoded = Some.RoundTrip(compressor, layout, values, Some.Seed(code + 1));
                for (var i = 0; i < count; i++)
                {
                    sums[i] += decoded[i];
                    jump = Math.Max(jump, Math.Abs(decoded[i]));
                    squares[i] += (double)decoded[i] * decoded[i];
                }
            }

            for (var i = 0; i < count; i++)
            {
                var mean = sums[i] / Codes;
                var variance = (squares[i] / Codes) - (mean * mean);
                if (compressor.Expression is "qsgd:1" or "terngrad")
                {
                    // 0 or one jump: an element far below it may not have been drawn even once, and then its own variance is not known.
                    variance = Math.Max(variance, Math.Abs(values[i]) * (jump - Math.Abs(values[i])));
                }

                Math.Abs(mean - values[i]).ShouldBeLessThanOrEqualTo(
                    (5 * Math.Sqrt(Math.Max(variance, 0) / Codes)) + (1e-6 * Math.Sqrt(Some.Square(values))), $"{expression}, d = {count}, element {i}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Unbiased))]
    public void Sixty_codes_have_a_sixtieth_of_the_error_of_one(string expression)
    {
        const int Codes = 60;
        var (compressor, layout) = (Some.Compressor(expression), CompressionLayout.Flat(4096));
        var (single, joint) = (0.0, 0.0);
        for (var draw = 0; draw < 3; draw++)
        {
            var values = Some.Normal(4096, draw + 1);
            var mean = new float[4096];
            for (var code = 0; code < Codes; code++)
            {
                var message = Some.Encode(compressor, layout, values, Some.Seed((draw * Codes) + code + 1));
                single += Some.Error(Some.Decode(compressor, layout, message), values) / (3 * Codes);
                compressor.Add(message, layout, 1f / Codes, mean);
            }

            joint += Some.Error(mean, values) / 3;
        }

        (joint * Codes / single).ShouldBe(1, 0.2, expression);
        single.ShouldBeLessThan(compressor.Omega(layout)!.Value * 1.03);
    }
}
