using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>RMSProp (Hinton's lecture), centered as in Graves, 2013; the root is taken before eps is added, as in PyTorch.</summary>
public sealed class RMSProp : OptimizerHelper<RMSProp.Options>
{
    internal RMSProp(IEnumerable<ParamGroup> groups, Options defaults)
        : base(defaults)
        => AddAll(groups);

    internal override IReadOnlyList<string> StateNames { get; } = ["square_avg", "grad_avg", "momentum_buffer"];

    private protected override void Update(Parameter parameter, Tensor gradient, Options options, OptimizerState state)
    {
        using var negative = options.maximize!.Value ? gradient.neg() : null;
        var direction = negative ?? gradient;
        using var decayed = options.weight_decay != 0 ? direction.add(parameter, options.weight_decay!.Value) : null;
        direction = decayed ?? direction;

        var (alpha, rate) = (options.alpha!.Value, options.LearningRate!.Value);
        var squares = state.KeepZeros(0, parameter).mul_(alpha).addcmul_(direction, direction, 1 - alpha);
        using var root = options.centered!.Value ? Spread(parameter, direction, squares, alpha, state) : squares.sqrt();
        root.add_(options.eps!.Value);
        if (options.momentum == 0)
        {
            parameter.addcdiv_(direction, root, -rate);
            return;
        }

        var velocity = state.KeepZeros(2, parameter).mul_(options.momentum!.Value).addcdiv_(direction, root, 1);
        parameter.add_(velocity, -rate);
    }

    /// <summary>The standard deviation of the gradients: the mean square less the square of the mean.</summary>
    private static Tensor Spread(Parameter parameter, Tensor direction, Tensor squares, double alpha, OptimizerState state)
    {
        var mean = state.KeepZeros(1, parameter).mul_(alpha).add_(direction, 1 - alpha);
        return squares.clone().addcmul_(mean, mean, -1).sqrt_();
    }

    public sealed class Options : OptimizerOptions
    {
        public double? alpha { get; set; }

        public double? eps { get; set; }

        public double? momentum { get; set; }

        public bool? centered { get; set; }

        public bool? maximize { get; set; }

        private protected override double[] SaveOwn() => [alpha ?? 0, eps ?? 0, momentum ?? 0, centered == true ? 1 : 0, maximize == true ? 1 : 0];

        private protected override void LoadOwn(double[] saved)
            => (alpha, eps, momentum, centered, maximize) = (saved[0], saved[1], saved[2], saved[3] != 0, saved[4] != 0);

        private protected override void FillOwn(OptimizerOptions defaults)
        {
            var of = (Options)defaults;
            alpha ??= of.alpha;
            eps ??= of.eps;
            momentum ??= of.momentum;
            centered ??= of.centered;
            maximize ??= of.maximize;
        }

        private protected override void CheckOwn()
        {
            CheckNotNegative(alpha, nameof(alpha));
            CheckNotNegative(eps, nameof(eps));
            CheckNotNegative(momentum, nameof(momentum));
        }
    }

    /// <summary>Parameters with a rate, momentum and decay of their own.</summary>
    public sealed class ParamGroup : ParamGroup<Options>, optim.IMomentum
    {
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1e-3, double eps = 1e-8, double alpha = 0.99, double weight_decay = 0,
            double momentum = 0.0, bool centered = false)
            : this(
                parameters,
                new Options { LearningRate = lr, eps = eps, alpha = alpha, weight_decay = weight_decay, momentum = momentum, centered = centered })
        {
        }

        public double Momentum
        {
            get => Own.momentum!.Value;
            set => Own.momentum = value;
        }
    }
}
