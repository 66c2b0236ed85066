using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019): the weights shrink beside the step, and the moments do not see it.</summary>
public sealed class AdamW : OptimizerHelper<AdamW.Options>
{
    internal AdamW(IEnumerable<ParamGroup> groups, Options defaults)
        : base(defaults)
        => AddAll(groups);

    internal override IReadOnlyList<string> StateNames => AdamSteps.StateNames;

    private protected override void Update(Parameter parameter, Tensor gradient, Options options, OptimizerState state)
    {
        using var negative = options.maximize!.Value ? gradient.neg() : null;
        var direction = negative ?? gradient;
        parameter.mul_(1 - (options.LearningRate!.Value * options.weight_decay!.Value));
        AdamSteps.Go(parameter, direction, options, state);
    }

    public sealed class Options : AdamOptions;

    /// <summary>Parameters with a rate, betas and decay of their own.</summary>
    public sealed class ParamGroup : ParamGroup<Options>, optim.IBetas
    {
        public ParamGroup(IEnumerable<Parameter> parameters, Options options)
            : base(parameters, options)
        {
        }

        public ParamGroup(
            IEnumerable<Parameter> parameters, double lr = 1.0, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8,
            double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this(
                parameters,
                new Options
                {
                    LearningRate = lr,
                    beta1 = beta1,
                    beta2 = beta2,
                    eps = eps,
                    weight_decay = weight_decay,
                    amsgrad = amsgrad,
                    maximize = maximize,
                })
        {
        }

        public (double, double) Betas
        {
            get => (Own.beta1!.Value, Own.beta2!.Value);
            set => (Own.beta1, Own.beta2) = value;
        }
    }
}
