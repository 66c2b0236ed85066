namespace EventCollab.Torch.Tests;

/// <summary>Three steps from w = 1, each with the hand calculation; the gradient is 2 unless said otherwise.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void Plain_sgd_goes_down_by_the_rate_times_the_gradient()
        => Steps(w => optim.SGD([w], 0.1)).ShouldMatch([0.8, 0.6, 0.4]);

    [Fact]
    public void Sgd_with_maximize_goes_up()
        => Steps(w => optim.SGD([w], 0.1, maximize: true)).ShouldMatch([1.2, 1.4, 1.6]);

    [Fact]
    public void Sgd_with_momentum_keeps_its_speed()
        // v = 2; 0.9*2 + 2 = 3.8; 0.9*3.8 + 2 = 5.42. w = 1 - 0.2; - 0.38; - 0.542.
        => Steps(w => optim.SGD([w], 0.1, 0.9)).ShouldMatch([0.8, 0.42, -0.122]);

    [Fact]
    public void Sgd_with_dampening_adds_only_part_of_a_gradient_after_the_first()
        // v = 2; 0.9*2 + 0.5*2 = 2.8; 0.9*2.8 + 1 = 3.52.
        => Steps(w => optim.SGD([w], 0.1, 0.9, 0.5)).ShouldMatch([0.8, 0.52, 0.168]);

    [Fact]
    public void Sgd_with_weight_decay_adds_a_part_of_the_weight_to_the_gradient()
        // g = 2 + 0.5*1 = 2.5; 2 + 0.5*0.75 = 2.375; 2 + 0.5*0.5125 = 2.25625.
        => Steps(w => optim.SGD([w], 0.1, weight_decay: 0.5)).ShouldMatch([0.75, 0.5125, 0.286875]);

    [Fact]
    public void Sgd_with_nesterov_momentum_looks_ahead()
        // v = 2, 3.8, 5.42; g + 0.9 v = 3.8, 5.42, 6.878.
        => Steps(w => optim.SGD([w], 0.1, 0.9, nesterov: true)).ShouldMatch([0.62, 0.078, -0.6098]);

    [Fact]
    public void Nesterov_without_momentum_is_refused()
        => Should.Throw<ArgumentException>(() => optim.SGD([new Parameter(ones(1))], 0.1, nesterov: true));

    [Fact]
    public void An_optimizer_without_parameters_is_refused()
        => Should.Throw<ArgumentException>(() => optim.SGD(Array.Empty<Parameter>(), 0.1)).Message.ShouldContain("RegisterComponents");

    [Fact]
    public void Adam_goes_by_the_rate_where_the_gradient_stays_the_same()
        // The corrected moments are g and g squared at every step, so each goes down by 0.1 * 2 / (2 + 1e-8).
        => Steps(w => optim.Adam([w], 0.1)).ShouldMatch([0.9, 0.8, 0.7], 1e-8);

    [Fact]
    public void Adam_corrects_its_moments_for_their_start_at_zero()
    {
        // Both betas 0.5, rate 1, eps 0, gradients 1, 2, -1.
        // m = 0.5, 1.25, 0.125; v = 0.5, 2.25, 1.625; corrections 0.5, 0.75, 0.875.
        // m^ / sqrt(v^) = 1/1; (5/3)/sqrt(3); (1/7)/sqrt(13/7).
        var second = -5.0 / 3 / Math.Sqrt(3);
        Steps(w => optim.Adam([w], 1, 0.5, 0.5, 0), [1, 2, -1]).ShouldMatch([0, second, second - (1.0 / 7 / Math.Sqrt(13.0 / 7))]);
    }

    [Fact]
    public void Adam_with_weight_decay_adds_a_part_of_the_weight_to_the_gradient()
        // Betas 0: each step goes down by rate * sign(g + 0.5 w); with g = -0.45 the sign turns once w has fallen from 1 to 0.9 - 0.1.
        // 1: -0.45 + 0.5 > 0; 0.9: -0.45 + 0.45 = 0 would be on the edge, so the rate is 0.2: 1 -> 0.8 (-0.05 < 0) -> 1.0 -> 0.8.
        => Steps(w => optim.Adam([w], 0.2, 0, 0, 0, 0.5), [-0.45, -0.45, -0.45]).ShouldMatch([0.8, 1.0, 0.8]);

    [Fact]
    public void Adam_with_amsgrad_divides_by_the_largest_second_moment()
    {
        // Betas 0 and 0.5, rate 1, eps 0, gradients 2, 1: v = 2, 1.5, the largest 2 both times; corrections 0.5, 0.75.
        // Steps: 2/sqrt(2/0.5) = 1; 1/sqrt(2/0.75).
        Steps(w => optim.Adam([w], 1, 0, 0.5, 0, amsgrad: true), [2, 1]).ShouldMatch([0, -1 / Math.Sqrt(2 / 0.75)]);
    }

    [Fact]
    public void Adamw_shrinks_the_weight_beside_the_step()
        // Betas 0: each step goes down by rate * sign(g) = 0.1, after the weight shrank by 1 - 0.1 * 0.5 = 0.95:
        // 1 * 0.95 - 0.1 = 0.85; 0.85 * 0.95 - 0.1 = 0.7075; 0.7075 * 0.95 - 0.1 = 0.572125.
        => Steps(w => optim.AdamW([w], 0.1, 0, 0, 0, 0.5)).ShouldMatch([0.85, 0.7075, 0.572125]);

    [Fact]
    public void Adamw_with_amsgrad_divides_by_the_largest_second_moment()
        => Steps(w => optim.AdamW([w], 1, 0, 0.5, 0, 0, true), [2, 1]).ShouldMatch([0, -1 / Math.Sqrt(2 / 0.75)]);

    [Fact]
    public void Adam_and_adamw_with_maximize_go_up()
    {
        Steps(w => optim.Adam([w], 0.1, maximize: true)).ShouldMatch([1.1, 1.2, 1.3], 1e-8);
        Steps(w => optim.AdamW([w], 0.1, maximize: true)).ShouldMatch([1.1, 1.2, 1.3], 1e-8);
    }

    [Fact]
    public void Rmsprop_divides_by_the_root_of_the_mean_square()
    {
        // alpha 0.5, g = 2: v = 2, 3, 3.5. Steps 0.1 * 2 / sqrt(v).
        double[] steps = [0.2 / Math.Sqrt(2), 0.2 / Math.Sqrt(3), 0.2 / Math.Sqrt(3.5)];
        Steps(w => optim.RMSProp([w], 0.1, 0.5, 0)).ShouldMatch([1 - steps[0], 1 - steps[0] - steps[1], 1 - steps[0] - steps[1] - steps[2]]);
    }

    [Fact]
    public void Rmsprop_centered_takes_the_mean_off_and_momentum_adds_the_steps_up()
    {
        // alpha 0.5, g = 2: v = 2, 3; mean 1, 1.5; v - mean^2 = 1, 0.75.
        Steps(w => optim.RMSProp([w], 0.1, 0.5, 0, centered: true), [2, 2]).ShouldMatch([0.8, 0.8 - (0.2 / Math.Sqrt(0.75))]);
        // alpha 0: v = g^2, each part is 1: u = 1, 1.5, 1.75 with momentum 0.5.
        Steps(w => optim.RMSProp([w], 0.1, 0, 0, momentum: 0.5)).ShouldMatch([0.9, 0.75, 0.575]);
    }

    [Fact]
    public void Adagrad_divides_by_the_root_of_the_sum_of_squares()
    {
        // Sums 4, 8, 12: steps 0.1 * 2 / sqrt(sum) = 0.1, 0.1/sqrt(2), 0.1/sqrt(3).
        double[] steps = [0.1, 0.1 / Math.Sqrt(2), 0.1 / Math.Sqrt(3)];
        Steps(w => optim.Adagrad([w], 0.1, eps: 0)).ShouldMatch([1 - steps[0], 1 - steps[0] - steps[1], 1 - steps[0] - steps[1] - steps[2]]);
        // The rate divided by 1 + step: 0.1, 0.05; a start of 5 makes the sums 9 and 13.
        Steps(w => optim.Adagrad([w], 0.1, 1, 0, 5, 0), [2, 2]).ShouldMatch([1 - (0.2 / 3), 1 - (0.2 / 3) - (0.1 / Math.Sqrt(13))]);
    }

    [Fact]
    public void Groups_go_by_their_own_rate_and_decay_and_take_the_rest_from_the_optimizer()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(ones([1], float64));
        using var b = new Parameter(ones([1], float64));
        using var c = new Parameter(ones([1], float64));
        using var optimizer = optim.SGD(
            [new SGD.ParamGroup([a], new SGD.Options { LearningRate = 0.5 }), new SGD.ParamGroup([b], new SGD.Options { weight_decay = 1 })], 0.1);
        optimizer.add_param_group(new SGD.ParamGroup([c], 0.25));

        (a + b + c).sum().backward();
        optimizer.step();

        // 1 - 0.5*1; 1 - 0.1*(1 + 1*1); 1 - 0.25*1.
        new[] { a.item<double>(), b.item<double>(), c.item<double>() }.ShouldMatch([0.5, 0.8, 0.75]);
        optimizer.ParamGroups.Select(group => group.LearningRate).ShouldBe([0.5, 0.1, 0.25]);
        Should.Throw<ArgumentException>(() => optimizer.add_param_group(new SGD.ParamGroup([a]))).Message.ShouldContain("twice");
        Should.Throw<ArgumentException>(() => optimizer.add_param_group(new Adam.ParamGroup([a]))).Message.ShouldContain("SGD.ParamGroup");
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        using var w = new Parameter(ones(1));
        Should.Throw<ArgumentException>(() => optim.SGD([w], -1)).Message.ShouldContain("learning rate");
        Should.Throw<ArgumentException>(() => optim.SGD([w], double.NaN));
        Should.Throw<ArgumentException>(() => optim.Adam([w], 0.1, 1.0)).Message.ShouldContain("beta1");
        Should.Throw<ArgumentException>(() => optim.AdamW([w], 0.1, 0.9, 0.999, -1)).Message.ShouldContain("eps");
        Should.Throw<ArgumentException>(() => optim.SGD([w], 0.1, weight_decay: -1)).Message.ShouldContain("weight_decay");
    }

    [Fact]
    public void A_closure_gives_the_loss_and_its_gradients_to_any_optimizer()
    {
        using var scope = NewDisposeScope();
        using var w = new Parameter(ones([1], float64));
        using var optimizer = optim.SGD([w], 0.1);
        var loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            var value = w.mul(2).sum();
            value.backward();
            return value;
        });

        loss!.item<double>().ShouldBe(2.0);
        w.item<double>().ShouldBe(0.8, 1e-12);
    }

    [Fact]
    public void A_parameter_without_gradient_stays_where_it_is()
    {
        using var scope = NewDisposeScope();
        using var moved = new Parameter(ones([1], float64));
        using var left = new Parameter(ones([1], float64));
        using var optimizer = optim.SGD([moved, left], 0.1, 0.9, weight_decay: 0.5);

        moved.mul(2).sum().backward();
        optimizer.step();

        moved.item<double>().ShouldBe(0.75, 1e-12);
        left.item<double>().ShouldBe(1.0);
    }

    [Fact]
    public void The_learning_rate_can_be_set_between_steps()
    {
        using var scope = NewDisposeScope();
        using var w = new Parameter(ones([1], float64));
        using var optimizer = optim.SGD([w], 0.1);
        optimizer.ParamGroups.Single().LearningRate = 0.25;

        w.mul(2).sum().backward();
        optimizer.step();

        w.item<double>().ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void Gradients_are_clipped_together_to_the_largest_norm_allowed()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(ones([1], float64));
        using var b = new Parameter(ones([1], float64));
        (a * 3 + b * 4).sum().backward();

        // Norm 5, clipped to 1: 3/5 and 4/5.
        nn.utils.clip_grad_norm_([a, b], 1.0).ShouldBe(5.0, 1e-12);
        a.grad!.item<double>().ShouldBe(0.6, 1e-6);
        b.grad!.item<double>().ShouldBe(0.8, 1e-6);

        nn.utils.clip_grad_norm_([a, b], 10.0).ShouldBe(1.0, 1e-6);
        a.grad!.item<double>().ShouldBe(0.6, 1e-6);
    }

    [Fact]
    public void Gradients_are_cut_element_by_element_to_the_largest_value_allowed()
    {
        using var scope = NewDisposeScope();
        using var a = new Parameter(ones([3], float64));
        using var b = new Parameter(ones([1], float64));
        (a * tensor(new double[] { -3, 0.5, 2 })).sum().backward();

        nn.utils.clip_grad_value_([a, b], 1.0);

        a.grad!.data<double>().ToArray().ShouldBe([-1, 0.5, 1]);
        b.grad.ShouldBeNull();
    }

    private static double[] Steps(Func<Parameter, optim.Optimizer> make, double[]? gradients = null)
    {
        using var scope = NewDisposeScope();
        using var w = new Parameter(ones([1], float64));
        using var optimizer = make(w);
        return (gradients ?? [2, 2, 2]).Select(gradient =>
        {
            optimizer.zero_grad();
            w.mul(gradient).sum().backward();
            optimizer.step();
            return w.item<double>();
        }).ToArray();
    }
}
