namespace EventCollab.Torch.Tests;

/// <summary>Values and gradients that can be worked out by hand.</summary>
public sealed class ValuesTests
{
    [Fact]
    public void A_two_by_two_case_has_the_loss_and_the_gradient_worked_out_by_hand()
    {
        // w x = [1*5 + 2*6, 3*5 + 4*6] = [17, 39]; 17^2 + 39^2 = 289 + 1521 = 1810.
        // dL/dw = 2 (w x) xT = [[2*17*5, 2*17*6], [2*39*5, 2*39*6]] = [[170, 204], [390, 468]].
        using var scope = NewDisposeScope();
        var w = tensor(new float[] { 1, 2, 3, 4 }, new long[] { 2, 2 }, requires_grad: true);
        var x = tensor(new float[] { 5, 6 }, new long[] { 2, 1 });

        var loss = w.matmul(x).pow(2).sum();
        loss.backward();

        loss.item<float>().ShouldBe(1810f);
        w.grad!.data<float>().ToArray().ShouldBe([170f, 204f, 390f, 468f]);
    }

    [Fact]
    public void The_gradient_of_a_second_backward_is_added_and_zero_grad_forgets_it()
    {
        using var scope = NewDisposeScope();
        using var w = new Parameter(tensor(new float[] { 3 }, new long[] { 1 }));
        using var optimizer = optim.SGD([w], 0.1);

        w.mul(2).sum().backward();
        w.mul(2).sum().backward();
        w.grad!.item<float>().ShouldBe(4f);

        optimizer.zero_grad();
        w.grad.ShouldBeNull();
    }

    [Fact]
    public void Operators_on_tensors_and_numbers_give_the_values_of_arithmetic()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new double[] { 1, 2, 4 });
        var b = tensor(new double[] { 2, 4, 8 });

        (a + b).data<double>().ToArray().ShouldBe([3, 6, 12]);
        (b - a).data<double>().ToArray().ShouldBe([1, 2, 4]);
        (a * b).data<double>().ToArray().ShouldBe([2, 8, 32]);
        (b / a).data<double>().ToArray().ShouldBe([2, 2, 2]);
        (1 - a).data<double>().ToArray().ShouldBe([0, -1, -3]);
        (8 / a).data<double>().ToArray().ShouldBe([8, 4, 2]);
        (2 * a + 1).data<double>().ToArray().ShouldBe([3, 5, 9]);
        (-a).data<double>().ToArray().ShouldBe([-1, -2, -4]);
        (a > 1).data<bool>().ToArray().ShouldBe([false, true, true]);
    }

    [Fact]
    public void Reductions_and_shapes_follow_the_rows()
    {
        using var scope = NewDisposeScope();
        var m = tensor(new float[,] { { 1, 5, 3 }, { 4, 2, 6 } });

        m.shape.ShouldBe([2, 3]);
        m.sum().item<float>().ShouldBe(21f);
        m.sum(0).data<float>().ToArray().ShouldBe([5, 7, 9]);
        m.sum(1, true).shape.ShouldBe([2, 1]);
        m.mean().item<float>().ShouldBe(3.5f);
        m.argmax(1).data<long>().ToArray().ShouldBe([1, 2]);
        m.t().data<float>().ToArray().ShouldBe([1, 4, 5, 2, 3, 6]);
        m.narrow(1, 1, 2).data<float>().ToArray().ShouldBe([5, 3, 2, 6]);
        m.index_select(0, tensor(new long[] { 1 })).data<float>().ToArray().ShouldBe([4, 2, 6]);
        m[1].data<float>().ToArray().ShouldBe([4, 2, 6]);
        m.topk(1).values.data<float>().ToArray().ShouldBe([5, 6]);
        m.flatten().numel().ShouldBe(6);
        m.clamp(2, 4).data<float>().ToArray().ShouldBe([2, 4, 3, 4, 2, 4]);
        m.norm().item<float>().ShouldBe((float)Math.Sqrt(1 + 25 + 9 + 16 + 4 + 36));
        cat([m, m], 1).shape.ShouldBe([2, 6]);
        stack([m, m]).shape.ShouldBe([2, 2, 3]);
        m.chunk(3, 1).Length.ShouldBe(3);
        where(m > 3, m, zeros_like(m)).sum().item<float>().ShouldBe(15f);
    }

    [Fact]
    public void Losses_have_the_values_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        var input = tensor(new double[] { 1, 2, 4 });
        var target = tensor(new double[] { 1, 4, 1 });

        // Differences 0, -2, 3.
        F.mse_loss(input, target).item<double>().ShouldBe(13.0 / 3, 1e-12);
        F.l1_loss(input, target, nn.Reduction.Sum).item<double>().ShouldBe(5.0);
        // Above beta = 1: |d| - 0.5.
        F.smooth_l1_loss(input, target, nn.Reduction.Sum).item<double>().ShouldBe(4.0);

        // Equal logits over four classes: ln 4. Two logits 0 and ln 3 with class 1: -ln(3/4).
        F.cross_entropy(zeros([1, 4]), tensor(new long[] { 2 })).item<float>().ShouldBe((float)Math.Log(4), 1e-6f);
        var logits = tensor(new[] { 0.0, Math.Log(3) }, new long[] { 1, 2 });
        F.cross_entropy(logits, tensor(new long[] { 1 })).item<double>().ShouldBe(Math.Log(4.0 / 3), 1e-12);
        F.nll_loss(F.log_softmax(logits, 1), tensor(new long[] { 1 })).item<double>().ShouldBe(Math.Log(4.0 / 3), 1e-12);
        // Logit 0 is probability one half: ln 2 whatever the target.
        F.binary_cross_entropy_with_logits(tensor(new double[] { 0 }), tensor(new double[] { 1 })).item<double>().ShouldBe(Math.Log(2), 1e-12);
    }

    [Fact]
    public void Zeros_are_zero_whatever_lay_in_the_memory_before()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 50; i++)
        {
            using (full([1000], double.NaN, float32))
            {
            }

            zeros(1000).eq(0).all().item<bool>().ShouldBeTrue();
        }
    }

    [Fact]
    public void A_generator_gives_its_numbers_whatever_others_draw_in_between()
    {
        using var scope = NewDisposeScope();
        using var first = new Generator(42);
        using var second = new Generator(42);

        var a = Draw(first);
        manual_seed(7);
        randn(1000).Dispose();
        Draw(second).ShouldBe(a);

        // The same stream as the process's own under the same seed.
        manual_seed(42);
        Draw(null).ShouldBe(a);
        first.Dispose();
        Should.Throw<ObjectDisposedException>(() => Draw(first));

        static float[] Draw(Generator? generator)
            =>
            [
                .. randn([20], generator: generator).data<float>(),
                .. rand([5], generator: generator).data<float>(),
                .. zeros(5).uniform_(-1, 1, generator).data<float>(),
                .. zeros(5).normal_(1, 2, generator).data<float>(),
                .. randint(0, 9, [5], float32, generator: generator).data<float>(),
                .. randperm(9, float32, generator: generator).data<float>(),
            ];
    }

    [Fact]
    public void Equal_seeds_give_equal_numbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(42);
        var first = randn(100).data<float>().ToArray();
        manual_seed(42);
        randn(100).data<float>().ToArray().ShouldBe(first);
    }
}
