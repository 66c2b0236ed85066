using System.Runtime.InteropServices;

namespace EventCollab.Torch.Tests;

public sealed class AutogradTests
{
    [Fact]
    public void A_second_derivative_is_the_one_worked_out_by_hand()
    {
        // f = x^3: f' = 3 x^2 = 12, f'' = 6 x = 12, f''' = 6 at 2.
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 2.0 }, requires_grad: true);

        var first = autograd.grad([x.pow(3)], [x], null, false, true)[0]!;
        var second = autograd.grad([first], [x], null, false, true)[0]!;
        var third = autograd.grad([second], [x])[0]!;

        first.item<double>().ShouldBe(12);
        second.item<double>().ShouldBe(12);
        third.item<double>().ShouldBe(6);
        x.grad.ShouldBeNull();
    }

    [Fact]
    public void Backward_through_a_gradient_adds_the_gradient_of_the_gradient()
    {
        // g = |grad f|^2 with f = sum x^3: grad g = 2 * 3 x^2 * 6 x = 36 x^3.
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2 }, requires_grad: true);
        var gradient = autograd.grad([x.pow(3).sum()], [x], null, false, true)[0]!;

        gradient.pow(2).sum().backward();

        x.grad!.data<double>().ToArray().ShouldBe([36, 288]);
    }

    [Fact]
    public void Several_outputs_are_weighted_by_their_gradients()
    {
        // 3 d(x^2)/dx + 5 d(2x)/dx = 6 x + 10.
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 4 }, requires_grad: true);
        var weights = new[] { full([2], 3.0, float64), full([2], 5.0, float64) };

        autograd.grad([x * x, x * 2], [x], weights)[0]!.data<double>().ToArray().ShouldBe([16, 34]);
        Should.Throw<ArgumentException>(() => autograd.grad([x * x], [x], weights)).Message.ShouldContain("2 weights for 1 outputs");
        Should.Throw<ExternalException>(() => autograd.grad([x * x], [x])).Message.ShouldContain("scalar");
    }

    [Fact]
    public void An_input_that_plays_no_part_is_an_error_unless_allowed()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1 }, requires_grad: true);
        var other = tensor(new double[] { 1 }, requires_grad: true);

        Should.Throw<ExternalException>(() => autograd.grad([x * 2], [x, other])).Message.ShouldContain("allow_unused");
        var found = autograd.grad([x * 2], [x, other], allow_unused: true);

        found[0]!.item<double>().ShouldBe(2);
        found[1].ShouldBeNull();
    }

    [Fact]
    public void Backward_of_a_vector_takes_its_weights_and_a_graph_is_used_once_unless_kept()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 1, 2 }, requires_grad: true);
        var y = x.pow(2);
        var weights = tensor(new double[] { 10, 100 });

        y.backward([weights], retain_graph: true);
        x.grad!.data<double>().ToArray().ShouldBe([20, 400]);
        y.backward([weights]);
        x.grad!.data<double>().ToArray().ShouldBe([40, 800]);
        Should.Throw<ExternalException>(() => y.backward([weights])).Message.ShouldContain("a second time");
        Should.Throw<ArgumentException>(() => y.backward([weights, weights]));
    }

    [Fact]
    public void Backward_for_chosen_inputs_leaves_the_others_alone()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 3 }, requires_grad: true);
        var w = tensor(new double[] { 5 }, requires_grad: true);

        (x * w).backward(inputs: [x]);
        (x * w).backward(inputs: [x]);

        x.grad!.item<double>().ShouldBe(10);
        w.grad.ShouldBeNull();
    }

    [Fact]
    public void The_gradient_by_a_networks_input_leaves_its_parameters_alone()
    {
        // y = w x with w = [[1, 2], [3, 4]]: dsum(y)/dx = [1 + 3, 2 + 4].
        using var scope = NewDisposeScope();
        using var net = Linear(2, 2, false);
        using (no_grad())
        {
            net.weight.copy_(tensor(new float[,] { { 1, 2 }, { 3, 4 } }));
        }

        var x = ones([1, 2], requires_grad: true);

        autograd.grad([net.call(x).sum()], [x])[0]!.data<float>().ToArray().ShouldBe([4, 6]);
        net.weight.grad.ShouldBeNull();
    }

    [Fact]
    public void An_intermediate_result_keeps_its_gradient_when_asked_to()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 3 }, requires_grad: true);
        var kept = x * 2 * 5;
        kept.retain_grad();

        kept.pow(2).backward();

        x.is_leaf.ShouldBeTrue();
        kept.is_leaf.ShouldBeFalse();
        // d(k^2)/dk = 2 * 30; dx = 60 * 10.
        kept.grad!.item<double>().ShouldBe(60);
        x.grad!.item<double>().ShouldBe(600);
    }

    [Fact]
    public void The_modes_nest_and_end_as_they_began_after_an_exception_too()
    {
        using var scope = NewDisposeScope();
        var x = ones([1], requires_grad: true);

        Should.Throw<InvalidOperationException>(() =>
        {
            using var off = no_grad();
            (x * 2).requires_grad.ShouldBeFalse();
            using (enable_grad())
            {
                (x * 2).requires_grad.ShouldBeTrue();
                using var offAgain = set_grad_enabled(false);
                is_grad_enabled().ShouldBeFalse();
            }

            is_grad_enabled().ShouldBeFalse();
            throw new InvalidOperationException();
        });
        Should.Throw<ExternalException>(() =>
        {
            using var off = no_grad();
            x.matmul(ones(3, 3));
        });

        is_grad_enabled().ShouldBeTrue();
        (x * 2).requires_grad.ShouldBeTrue();
    }

    [Fact]
    public void A_mode_belongs_to_its_thread()
    {
        using var off = no_grad();
        var elsewhere = false;
        var thread = new Thread(() => elsewhere = is_grad_enabled());
        thread.Start();
        thread.Join();

        elsewhere.ShouldBeTrue();
    }

    [Fact]
    public void A_graph_that_is_let_go_of_leaves_no_tensor_behind()
    {
        var before = LiveTensors.Settled();
        using (NewDisposeScope())
        {
            var x = ones([4], requires_grad: true);
            var first = autograd.grad([x.pow(3).sum()], [x], null, false, true)[0]!;
            autograd.grad([first.sum()], [x], null, false, true)[0]!.sum().backward();
        }

        Diagnostics.LiveTensors.ShouldBe(before);
    }
}
