using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Stochastic gradient descent, with momentum as PyTorch defines it: the buffer is not scaled by the learning rate.</summary>
public sealed class SGD : OptimizerHelper<SGD.Options>
{
    internal SGD(IEnumerable<ParamGroup> groups, Options defaults)
        : base(defaults)
        => AddAll(groups);

    internal override IReadOnlyList<string> StateNames { get; } = ["momentum_buffer"];

    private protected override void Update(Parameter parameter, Tensor gradient, Options options, OptimizerState state)
    {
        using var negative = options.maximize!.Value ? gradient.neg() : null;
        var direction = negative ?? gradient;
        using var decayed = options.weight_decay != 0 ? direction.add(parameter, options.weight_decay!.Value) : null;
        direction = decayed ?? direction;
        var (momentum, rate) = (options.momentum!.Value, options.LearningRate!.Value);
        if (momentum == 0)
        {
            parameter.add_(direction, -rate);
            return;
        }

        var velocity = Velocity(state, direction, momentum, options.dampening!.Value);
        using var ahead = options.nesterov!.Value ? direction.add(velocity, momentum) : null;
        parameter.add_(ahead ?? velocity, -rate);
    }

    private static Tensor Velocity(OptimizerState state, Tensor direction, double momentum, double dampening)
    {
        // The first step takes the gradient as it is, without dampening.
        return state.Tensors[0] is { } velocity
            ? velocity.mul_(momentum).add_(direction, 1 - dampening)
            : state.Keep(0, direction.clone);
    }

    public sealed class Options : OptimizerOptions
    {
        public double? momentum { get; set; }

        public double? dampening { get; set; }

        public bool? nesterov { get; set; }

        public bool? maximize { get; set; }

        private protected override double[] SaveOwn() => [momentum ?? 0, dampening ?? 0, nesterov == true ? 1 : 0, maximize == true ? 1 : 0];

        private protected override void LoadOwn(double[] saved)
            => (momentum, dampening, nesterov, maximize) = (saved[0], saved[1], saved[2] != 0, saved[3] != 0);

        private protected override void FillOwn(OptimizerOptions defaults)
        {
            var of = (Options)defaults;
            momentum ??= of.momentum;
            dampening ??= of.dampening;
            nesterov ??= of.nesterov;
            maximize ??= of.maximize;
        }

        private protected override void CheckOwn()
        {
            CheckNotNegative(momentum, nameof(momentum));
            if (nesterov == true && (momentum == 0 || dampening != 0))
            {
                throw new ArgumentException("Nesterov momentum needs a momentum and no dampening", nameof(nesterov));
            }
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
            IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0.0, double weight_decay = 0.0,
            bool nesterov = false, bool maximize = false)
            : this(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    momentum = momentum,
                    dampening = dampening,
                    weight_decay = weight_decay,
                    nesterov = nesterov,
                    maximize = maximize,
                })
        {
        }

        public double Momentum
        {
            get => Own.momentum!.Value;
            set => Own.momentum = value;
        }
    }
}
