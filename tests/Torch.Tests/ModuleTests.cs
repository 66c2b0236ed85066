namespace EventCollab.Torch.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void RegisterComponents_names_the_parts_after_their_fields()
    {
        using var net = new Net();

        net.named_parameters().Select(entry => entry.name).Order()
            .ShouldBe(["_hidden.bias", "_hidden.weight", "_last.bias", "_last.weight", "scale"]);
        net.named_buffers().Select(entry => entry.name).ShouldBe(["mean"]);
        net.state_dict().Keys.Order().ShouldBe(["_hidden.bias", "_hidden.weight", "_last.bias", "_last.weight", "mean", "scale"]);
        net.parameters().Count().ShouldBe(5);
    }

    [Fact]
    public void A_model_made_in_a_scope_outlives_it()
    {
        Net net;
        using (NewDisposeScope())
        {
            net = new Net();
        }

        using (net)
        using (NewDisposeScope())
        {
            net.call(ones(2, 3)).shape.ShouldBe([2, 2]);
        }
    }

    [Fact]
    public void Eval_reaches_every_part_and_turns_dropout_off()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(("drop", Dropout(0.5)), ("relu", ReLU()));
        var x = ones(1000);

        manual_seed(0);
        net.call(x).data<float>().ToArray().Distinct().Order().ShouldBe([0f, 2f]);
        net.eval();
        net.call(x).equal(x).ShouldBeTrue();
        net.train();
        net.call(x).equal(x).ShouldBeFalse();
    }

    [Fact]
    public void A_module_list_registers_its_modules_under_their_numbers()
    {
        using var list = ModuleList(Linear(2, 2), Linear(2, 3, false));

        list.named_parameters().Select(entry => entry.name).ShouldBe(["0.weight", "0.bias", "1.weight"]);
        list[1].weight.shape.ShouldBe([3, 2]);
    }

    [Fact]
    public void A_part_in_a_property_is_refused_because_its_key_would_not_be_portable()
    {
        Should.Throw<InvalidOperationException>(() => new HiddenPart()).Message.ShouldContain("plain field");
    }

    [Fact]
    public void Converting_a_module_keeps_its_values_and_its_parameters_trainable()
    {
        using var scope = NewDisposeScope();
        using var net = Linear(3, 2);
        var before = net.weight.data<float>().ToArray();

        var same = net.to(float64).to(CPU);

        same.ShouldBeSameAs(net);
        net.weight.dtype.ShouldBe(float64);
        net.weight.requires_grad.ShouldBeTrue();
        net.weight.is_leaf.ShouldBeTrue();
        net.weight.data<double>().ToArray().ShouldBe(before.Select(value => (double)value));
    }

    [Fact]
    public void Disposing_a_module_frees_all_it_owns()
    {
        var before = LiveTensors.Settled();
        using (new Net())
        {
            Diagnostics.LiveTensors.ShouldBe(before + 6);
        }

        Diagnostics.LiveTensors.ShouldBe(before);
    }

    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _hidden = Linear(3, 4);
        private readonly Linear _last = Linear(4, 2);
#pragma warning disable IDE0044, IDE1006, CS0414 // Found by reflection.
        private Parameter scale = Parameter(ones(2));
        private Tensor mean = zeros(2);
#pragma warning restore IDE0044, IDE1006, CS0414

        internal Net()
            : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input) => _last.call(F.relu(_hidden.call(input))) * scale - mean;
    }

    private sealed class HiddenPart : Module<Tensor, Tensor>
    {
        internal HiddenPart()
            : base(nameof(HiddenPart)) => RegisterComponents();

        private Linear Part { get; } = Linear(1, 1);

        public override Tensor forward(Tensor input) => Part.call(input);
    }
}
