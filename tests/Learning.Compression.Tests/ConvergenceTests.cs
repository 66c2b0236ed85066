namespace EventCollab.Learning.Compression.Tests;

/// <summary>Descents whose outcome is known: a counterexample to naive top-k, and quadratics of ten workers that disagree.</summary>
public sealed class ConvergenceTests
{
    private static readonly float[][] Directions = [[-3, 2, 2], [2, -3, 2], [2, 2, -3]];

    /// <summary>f_i = (a_i x)^2 + |x|^2 / 4 from (1, 1, 1), top-1: every step multiplies x by 1 + 11 eta / 6, so 200 steps of 0.02 reach 2324.81.</summary>
    [Fact]
    public void Naive_top_1_diverges_as_predicted() => Norm(Counterexample("topk:1", 200)).ShouldBe(2324.81, 0.1);

    [Theory]
    [InlineData("topk:1+ef")]
    [InlineData("topk:1+ef21")]
    public void Memories_cure_it(string expression)
    {
        Norm(Counterexample(expression, 200)).ShouldBe(0.0145, 0.002);
        Norm(Counterexample(expression, 1000)).ShouldBeLessThan(1e-8);
    }

    [Fact]
    public void Ef21_has_no_floor_and_error_feedback_one_that_falls_with_the_step()
    {
        var quadratics = new Quadratics();
        quadratics.Excess("topk:5+ef21", 0.05, 4000).ShouldBeLessThan(1e-10);
        quadratics.Excess("topk:5+ef21", 0.2, 4000).ShouldBeLessThan(1e-10);

        var (small, large, naive) = (quadratics.Excess("topk:5+ef", 0.05, 4000), quadratics.Excess("topk:5+ef", 0.2, 4000), quadratics.Excess("topk:5", 0.05, 4000));
        small.ShouldBeGreaterThan(1e-3);
        large.ShouldBeGreaterThan(5 * small);
        naive.ShouldBeGreaterThan(5 * small);
    }

    /// <summary>Every 20th message is lost and every 20th doubled: copies are asked for, duplicates dropped, and the end is the same bit for bit.</summary>
    [Fact]
    public void Lost_and_doubled_messages_do_not_change_the_result()
    {
        var (clean, lossy) = (new Quadratics(), new Quadratics { Loss = 0.05 });
        clean.Excess("topk:5+ef21", 0.05, 300);
        lossy.Excess("topk:5+ef21", 0.05, 300);

        lossy.Point.ShouldBe(clean.Point);
        clean.Copies.ShouldBe(0);
        lossy.Copies.ShouldBeInRange(80, 230);
        lossy.Duplicates.ShouldBeInRange(80, 230);
    }

    private static float[] Counterexample(string text, int steps)
    {
        const float Step = 0.02f;
        var layout = CompressionLayout.Flat(3);
        var expression = CompressionExpression.Parse(text);
        var isEf21 = expression.Memory == MemoryKind.Ef21;
        var workers = Directions.Select(_ => expression.CreateEncoder(layout)).ToArray();
        var mirrors = Directions.Where(_ => isEf21).Select(_ => expression.CreateMirror(layout)).ToArray();
        float[] point = [1, 1, 1];
        for (var round = 1; round <= steps; round++)
        {
            var move = new float[3];
            for (var i = 0; i < workers.Length; i++)
            {
                var a = Directions[i];
                var along = (a[0] * point[0]) + (a[1] * point[1]) + (a[2] * point[2]);
                float[] gradient = [.. a.Zip(point, (direction, x) => (2 * direction * along) + (x / 2))];

                // Error feedback and naive: the step is inside; EF21 keeps gradients.
                var message = new byte[workers[i].MessageLength];
                workers[i].Encode(isEf21 ? gradient : [.. gradient.Select(value => Step * value)], Some.Seed(round, $"{i}"), message);
                workers[i].Acknowledge(round);
                if (!isEf21)
                {
                    expression.Compressor.Add(message, layout, 1f / 3, move);
                    continue;
                }

                // The mean of the copies, not a sum of differences: that would keep the rounding of every step for ever.
                mirrors[i].Apply(message);
                for (var j = 0; j < 3; j++)
                {
                    move[j] += Step * mirrors[i].Values[j] / 3;
                }
            }

            point = [.. point.Zip(move, (x, m) => x - m)];
        }

        return point;
    }

    private static double Norm(float[] point) => Math.Sqrt(Some.Square(point));
}
