namespace EventCollab.Torch.Tests;

public sealed class HookTests
{
    [Fact]
    public void A_hook_sees_the_inputs_of_a_layer_and_its_result_until_it_is_removed()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(("flatten", Flatten()), ("norm", BatchNorm1d(2)), ("relu", ReLU()));
        List<float[]> inputs = [];
        List<float[]> results = [];
        var norm = (BatchNorm1d)net[1];
        var before = norm.register_forward_pre_hook((module, input) =>
        {
            module.ShouldBeSameAs(norm);
            inputs.Add(input.data<float>().ToArray());
            return null!;
        });
        var after = norm.register_forward_hook((_, _, result) =>
        {
            results.Add(result.data<float>().ToArray());
            return null!;
        });

        net.call(tensor(new float[,] { { 1, 10 }, { 3, 30 } }));
        before.remove();
        after.remove();
        before.remove();
        net.call(tensor(new float[,] { { 5, 6 }, { 7, 8 } }));

        inputs.ShouldHaveSingleItem().ShouldBe([1, 10, 3, 30]);
        // Means 2 and 20: each column is minus and plus one.
        results.ShouldHaveSingleItem().Select(value => Math.Round(value, 3)).ShouldBe([-1, -1, 1, 1]);
    }

    [Fact]
    public void What_a_hook_returns_takes_the_place_of_input_and_result()
    {
        using var scope = NewDisposeScope();
        using var net = Identity();
        net.register_forward_pre_hook((_, input) => input * 2);
        var plusOne = net.register_forward_hook((_, _, result) => result + 1);
        net.register_forward_hook((_, input, result) => input * result);

        // 3 becomes 6; 6 + 1 = 7; 6 * 7 = 42.
        net.call(tensor(new[] { 3f })).item<float>().ShouldBe(42f);
        plusOne.remove();
        net.call(tensor(new[] { 3f })).item<float>().ShouldBe(36f);
        // forward itself runs no hooks.
        net.forward(tensor(new[] { 3f })).item<float>().ShouldBe(3f);
    }

    [Fact]
    public void A_hook_may_remove_itself_while_it_runs()
    {
        using var scope = NewDisposeScope();
        using var net = Identity();
        var calls = 0;
        nn.HookableModule<Func<Module<Tensor, Tensor>, Tensor, Tensor>, Func<Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover? once = null;
        once = net.register_forward_pre_hook((_, _) =>
        {
            calls++;
            once!.remove();
            return null!;
        });

        net.call(ones(1));
        net.call(ones(1));

        calls.ShouldBe(1);
    }

    [Fact]
    public void A_module_of_two_inputs_runs_its_hooks_with_both()
    {
        using var scope = NewDisposeScope();
        using var loss = MSELoss();
        loss.register_forward_pre_hook((_, input, target) => (input, target + 1));
        loss.register_forward_hook((_, _, _, result) => result * 10);

        // (3 - (1 + 1))^2 * 10.
        loss.call(tensor(new[] { 3f }), tensor(new[] { 1f })).item<float>().ShouldBe(10f);
    }

    [Fact]
    public void The_statistics_of_a_hooked_input_have_a_gradient_by_the_networks_input()
    {
        // The regulariser of data-free distillation: the distance of the batch's mean and variance at a layer's input to the
        // layer's running statistics, differentiated by the images. Here the layer sees 2 x: mean m = 2 (a + b) / 2 = a + b,
        // biased variance v = (a - b)^2; running mean 0 and variance 1.
        // L = m^2 + (v - 1)^2, dL/da = 2 (a + b) + 4 ((a - b)^2 - 1) (a - b). a = 3, b = 1: 8 + 4 * 3 * 2 = 32; dL/db = 8 - 24 = -16.
        using var scope = NewDisposeScope();
        using var norm = BatchNorm2d(1);
        norm.eval();
        Tensor? distance = null;
        norm.register_forward_pre_hook((module, input) =>
        {
            var buffers = module.named_buffers().ToDictionary(entry => entry.name, entry => entry.buffer);
            var mean = input.mean([0, 2, 3]);
            var variance = (input - mean.view(1, -1, 1, 1)).pow(2).mean([0, 2, 3]);
            distance = (mean - buffers["running_mean"]).pow(2).sum() + (variance - buffers["running_var"]).pow(2).sum();
            return null!;
        });
        var images = tensor(new[] { 3f, 1f }, new long[] { 2, 1, 1, 1 }, requires_grad: true);

        norm.call(images * 2);
        distance!.backward();

        images.grad!.data<float>().ToArray().ShouldBe([32, -16]);
    }

    [Fact]
    public void An_exception_in_a_layer_leaves_the_hooks_as_they_were()
    {
        using var scope = NewDisposeScope();
        using var net = Linear(2, 1);
        var calls = 0;
        net.register_forward_pre_hook((_, _) =>
        {
            calls++;
            return null!;
        });

        Should.Throw<System.Runtime.InteropServices.ExternalException>(() => net.call(ones(1, 3)));
        net.call(ones(1, 2));

        calls.ShouldBe(2);
    }
}
