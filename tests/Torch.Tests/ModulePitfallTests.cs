namespace EventCollab.Torch.Tests;

/// <summary>What TorchSharp does and a reader would not expect; code that runs on both back ends relies on each.</summary>
public sealed class ModulePitfallTests
{
    [Fact]
    public void A_module_in_a_plain_list_is_not_found_and_one_in_a_module_list_is()
    {
        using var net = new Lists();

        net.named_parameters().Select(entry => entry.name).ShouldBe(["_found.0.weight", "_found.1.weight"]);
    }

    [Fact]
    public void A_module_in_two_fields_is_registered_under_both_names_and_its_parameters_count_once()
    {
        using var net = new Shared();

        net.state_dict().Keys.Order().ShouldBe(["_one.weight", "_two.weight"]);
        net.state_dict()["_one.weight"].ShouldBeSameAs(net.state_dict()["_two.weight"]);
        net.parameters().Count().ShouldBe(1);
        net.modules().Count().ShouldBe(1);
    }

    [Fact]
    public void A_module_that_forgets_to_register_runs_without_parameters()
    {
        using var scope = NewDisposeScope();
        using var net = new Forgetful();

        net.call(ones(1, 2)).shape.ShouldBe([1, 2]);
        net.parameters().ShouldBeEmpty();
        net.state_dict().ShouldBeEmpty();
        net.Dispose();
        // Nobody else frees what was not registered.
        net.Hidden.Dispose();
    }

    [Fact]
    public void Private_fields_of_base_classes_are_found_too()
    {
        using var net = new Derived();

        net.named_parameters().Select(entry => entry.name).Order().ShouldBe(["_below.weight", "_of_base.weight"]);
    }

    [Fact]
    public void The_state_of_batch_norm_has_an_integer_counter_after_its_running_statistics()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(("norm", BatchNorm2d(3)), ("conv", Conv2d(3, 2, 1)));

        net.call(randn(4, 3, 2, 2));
        net.call(randn(4, 3, 2, 2));
        net.eval();
        net.call(randn(4, 3, 2, 2));

        // Parameters of the whole tree come first, then buffers: names count, never positions.
        var state = net.state_dict();
        state.Keys.ShouldBe(
            ["norm.weight", "norm.bias", "conv.weight", "conv.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"]);
        state["norm.num_batches_tracked"].dtype.ShouldBe(int64);
        state["norm.num_batches_tracked"].item<long>().ShouldBe(2);
        state["norm.num_batches_tracked"].shape.ShouldBeEmpty();
    }

    [Fact]
    public void Converting_keeps_the_counter_an_integer_and_makes_other_tensors()
    {
        using var scope = NewDisposeScope();
        using var norm = BatchNorm1d(2);
        using var before = norm.weight!.alias();
        norm.register_buffer("mask", tensor(new byte[] { 1, 0 }));
        norm.to(float64);

        norm.get_buffer("mask")!.dtype.ShouldBe(uint8);
        norm.running_mean!.dtype.ShouldBe(float64);
        norm.num_batches_tracked!.dtype.ShouldBe(int64);
        // What held the old tensor, an optimizer's state among it, does not follow: make optimizers after the move.
        before.dtype.ShouldBe(float32);
    }

    [Fact]
    public void A_buffer_made_in_a_scope_outlives_it()
    {
        using var net = Identity();
        using (NewDisposeScope())
        {
            net.register_buffer("kept", ones(2));
            net.register_buffer("transient", ones(2), persistent: false);
        }

        net.named_buffers().Select(entry => entry.buffer.IsInvalid).ShouldBe([false, false]);
        net.state_dict().Keys.ShouldBe(["kept"]);
    }

    [Fact]
    public void First_weights_stay_within_one_over_the_root_of_what_goes_in()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var linear = Linear(16, 200);
        using var conv = Conv2d(4, 50, 3, groups: 2);
        using var transposed = ConvTranspose2d(4, 6, 3);

        Bound(linear.weight, 1 / 4f);
        Bound(linear.bias!, 1 / 4f);
        // 4 / 2 channels of 3 x 3; transposed, the fan is counted over the outputs: 6 x 3 x 3.
        Bound(conv.weight, 1 / MathF.Sqrt(18));
        Bound(conv.bias!, 1 / MathF.Sqrt(18));
        Bound(transposed.weight, 1 / MathF.Sqrt(54));

        static void Bound(Tensor weights, float bound)
        {
            var largest = weights.abs().max().item<float>();
            largest.ShouldBeLessThanOrEqualTo(bound);
            largest.ShouldBeGreaterThan(bound * 0.9f);
        }
    }

    [Fact]
    public void Two_parts_of_one_name_and_names_with_dots_are_refused()
    {
        using var net = Identity();
        net.register_buffer("a", null);

        Should.Throw<ArgumentException>(() => net.register_parameter("a", null)).Message.ShouldContain("already");
        Should.Throw<ArgumentException>(() => net.register_module("a.b", net)).Message.ShouldContain("dots");
    }

    private sealed class Lists : Module<Tensor, Tensor>
    {
        private readonly List<Linear> _lost = [Linear(2, 2, false)];
        private readonly ModuleList<Linear> _found = ModuleList(Linear(2, 2, false), Linear(2, 2, false));

        internal Lists()
            : base(nameof(Lists)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _lost[0].call(_found[1].call(_found[0].call(input)));
    }

    private sealed class Shared : Module<Tensor, Tensor>
    {
        private readonly Linear _one = Linear(2, 2, false);
        private readonly Linear _two;

        internal Shared()
            : base(nameof(Shared))
        {
            _two = _one;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _two.call(_one.call(input));
    }

    private sealed class Forgetful : Module<Tensor, Tensor>
    {
        internal Forgetful()
            : base(nameof(Forgetful))
        {
        }

        internal Linear Hidden { get; } = Linear(2, 2);

        public override Tensor forward(Tensor input) => Hidden.call(input);
    }

    private abstract class Based : Module<Tensor, Tensor>
    {
#pragma warning disable IDE0052 // Found by reflection.
        private readonly Linear _of_base = Linear(2, 2, false);
#pragma warning restore IDE0052

        private protected Based(string name)
            : base(name)
        {
        }
    }

    private sealed class Derived : Based
    {
        private readonly Linear _below = Linear(2, 2, false);

        internal Derived()
            : base(nameof(Derived)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _below.call(input);
    }
}
