using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Adagrad (Duchi et al., 2011), with PyTorch's decay of the rate.</summary>
public sealed class Adagrad : OptimizerHelper<Adagrad.Options>
{
    internal Adagrad(IEnumerable<ParamGroup> groups, Options defaults)
        : base(defaults)
        => AddAll(groups);

    internal override IReadOnlyList<string> StateNames { get; } = ["sum"];

    private protected override void Update(Parameter parameter, Tensor gradient, Options options, OptimizerState state)
    {
        using var decayed = options.weight_decay != 0 ? gradient.add(parameter, options.weight_decay!.Value) : null;
        var direction = decayed ?? gradient;
        var rate = options.LearningRate!.Value / (1 + (state.step * options.lr_decay!.Value));
        state.step++;

        var sum = state.Keep(0, () => zeros_like(parameter).fill_(options.initial_accumulator_value!.Value));
        sum.addcmul_(direction, direction, 1);
        using var root = sum.sqrt();
        parameter.addcdiv_(direction, root.add_(options.eps!.Value), -rate);
    }

    public sealed class Options : OptimizerOptions
    {
        public double? lr_decay { get; set; }

        public double? initial_accumulator_value { get; set; }

        public double? eps { get; set; }

        private protected override double[] SaveOwn() => [lr_decay ?? 0, initial_accumulator_value ?? 0, eps ?? 0];

        private protected override void LoadOwn(double[] saved) => (lr_decay, initial_accumulator_value, eps) = (saved[0], saved[1], saved[2]);

        private protected override void FillOwn(OptimizerOptions defaults)
        {
            var of = (Options)defaults;
            lr_decay ??= of.lr_decay;
            initial_accumulator_value ??= of.initial_accumulator_value;
            eps ??= of.eps;
        }

        private protected override void CheckOwn()
        {
            CheckNotNegative(lr_decay, nameof(lr_decay));
            CheckNotNegative(initial_accumulator_value, nameof(initial_accumulator_value));
            CheckNotNegative(eps, nameof(eps));
        }
    }

    /// <summary>Parameters with a rate and decay of their own.</summary>
    public sealed class ParamGroup : ParamGroup<Options>
    {
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 0.01, double lr_decay = 0, double weight_decay = 0,
            double initial_accumulator_value = 0, double eps = 1e-10)
            : this(
                parameters,
                new Options { LearningRate = lr, lr_decay = lr_decay, weight_decay = weight_decay, initial_accumulator_value = initial_accumulator_value, eps = eps })
        {
        }
    }
}
