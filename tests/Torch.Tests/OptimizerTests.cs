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
        => Should.Throw<ArgumentException>(() => optim.SGD([], 0.1)).Message.ShouldContain("RegisterComponents");

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
    public void Schedules_multiply_the_rate_at_their_epochs()
    {
        Rates(optimizer => optim.lr_scheduler.StepLR(optimizer, 2, 0.5)).ShouldBe([1, 0.5, 0.5, 0.25]);
        Rates(optimizer => optim.lr_scheduler.MultiStepLR(optimizer, [1, 3], 0.5)).ShouldBe([0.5, 0.5, 0.25, 0.25]);
        Rates(optimizer => optim.lr_scheduler.ExponentialLR(optimizer, 0.5)).ShouldBe([0.5, 0.25, 0.125, 0.0625]);
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

    private static double[] Rates(Func<optim.Optimizer, optim.lr_scheduler.LRScheduler> make)
    {
        using var w = new Parameter(ones(1));
        using var optimizer = optim.SGD([w], 1.0);
        var schedule = make(optimizer);
        return Enumerable.Range(0, 4).Select(_ =>
        {
            schedule.step();
            return optimizer.ParamGroups.Single().LearningRate;
        }).ToArray();
    }
}
