namespace EventCollab.Learning.Compression.Tests;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("topk:0.010+ef", "topk:0.01+ef")]
    [InlineData("topk:1.0+ef21", "topk:1.0+ef21")]
    [InlineData(" qsgd : 16 , bucket = 512 ", "qsgd:16")]
    [InlineData("qsgd:16,bucket=1024", "qsgd:16,bucket=1024")]
    [InlineData("eden:2.0,scale=unbiased", "eden:2")]
    [InlineData("scaledsign+ef,decay=0.50,limit=3", "scaledsign+ef,limit=3")]
    [InlineData("randomk:0.1+ef21,momentum=0.9", "randomk:0.1+ef21,momentum=0.9")]
    [InlineData("powersgd:4,gain=10,iterations=2+ef", "powersgd:4,iterations=2,gain=10+ef")]
    [InlineData("none", "none")]
    [InlineData("int16", "int16")]
    public void Expressions_have_one_shortest_form(string given, string shortest)
    {
        var expression = CompressionExpression.Parse(given);
        expression.ToString().ShouldBe(shortest);
        CompressionExpression.Parse(shortest).ToString().ShouldBe(shortest);
    }

    [Theory]
    [InlineData("topq:0.1", "there is no scheme 'topq' (did you mean topk?)")]
    [InlineData("int8", "did you mean int16?")]
    [InlineData("edn:2", "did you mean eden?")]
    [InlineData("", "there is no scheme ''")]
    [InlineData("topk:0.1+eff", "there is no memory 'eff' (did you mean ef or ef21?)")]
    [InlineData("topk:0.1+ef+ef21", "one scheme and one memory")]
    [InlineData("topk", "for example topk:0.01")]
    [InlineData("topk:0", "topk needs a share")]
    [InlineData("topk:1.5", "topk needs a share")]
    [InlineData("topk:-1", "topk needs a share")]
    [InlineData("topk:1e3", "topk needs a share")]
    [InlineData("topk:NaN", "topk needs a share")]
    [InlineData("qsgd:0", "from 1 to 127")]
    [InlineData("qsgd:128", "from 1 to 127")]
    [InlineData("qsgd:4,buckets=512", "no option 'buckets' (did you mean bucket?)")]
    [InlineData("qsgd:4,bucket=500", "multiple of 32")]
    [InlineData("qsgd:4,bucket=512,bucket=512", "each once")]
    [InlineData("qsgd:4,bucket", "key=value")]
    [InlineData("int16:3", "takes no ':3'")]
    [InlineData("none,bucket=3", "none has no options, not 'bucket'")]
    [InlineData("eden:5", "from 0.001 to 4")]
    [InlineData("drive,scale=eror", "did you mean error?")]
    [InlineData("powersgd:0", "from 1 to 256")]
    [InlineData("none+ef", "it leaves nothing out")]
    [InlineData("sign+ef", "use scaledsign")]
    [InlineData("topk:0.1+ef,decay=2", "decay is '2'; it must be a number from 0 to 1")]
    public void A_wrong_expression_is_refused_with_what_is_meant(string expression, string part)
    {
        var message = Should.Throw<CompressionException>(() => CompressionExpression.Parse(expression)).Message;
        message.ShouldContain(part);
        message.ShouldStartWith($"compression '{expression}'");
    }

    [Fact]
    public void A_pasted_file_is_not_repeated_in_the_message() =>
        Should.Throw<CompressionException>(() => CompressionExpression.Parse(new string('x', 10000))).Message.Length.ShouldBeLessThan(100);

    [Fact]
    public void Any_text_is_parsed_or_refused()
    {
        var random = new RandomSource(1);
        const string Alphabet = "topkqsgdeneranmint16:,=+.0123456789- ";
        for (var i = 0; i < 20000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.NextIndex(14)).Select(_ => Alphabet[random.NextIndex(Alphabet.Length)]));
            var start = Some.Expressions[random.NextIndex(Some.Expressions.Length)];
            try
            {
                CompressionExpression.Parse(start[..random.NextIndex(start.Length + 1)] + text);
            }
            catch (CompressionException)
            {
                // The only exception that there may be.
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(long.MaxValue)]
    [InlineData((1L << 28) + 1)]
    public void A_layout_of_impossible_sizes_is_refused(long size) =>
        Should.Throw<CompressionException>(() => new CompressionLayout(new TensorSpec("w", ElementType.Float32, [4, size, 4, size]))).Message.ShouldContain("'w'");

    [Fact]
    public void Tensors_go_to_the_flat_vector_and_back()
    {
        var layout = Some.Model();
        var values = Some.Normal(layout.Count);
        var tensors = layout.ToTensors(values);
        tensors["fc"].Spec.Shape.ShouldBe([129, 71]);
        var flat = new float[layout.Count];
        CompressionLayout.Of(tensors).Flatten(tensors, flat);

        flat.ShouldBe(values);
        Should.Throw<CompressionException>(() => CompressionLayout.Flat(layout.Count).Flatten(tensors, flat));
    }
}
