using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Adam (Kingma and Ba, 2015, algorithm 1), in the order of operations of PyTorch.</summary>
public sealed class Adam : optim.Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _eps;
    private readonly double _weightDecay;
    private readonly bool _amsgrad;
    private readonly bool _maximize;
    private readonly Dictionary<Parameter, int> _steps = [];

    internal Adam(
        IEnumerable<Parameter> parameters, double lr, double beta1, double beta2, double eps, double weight_decay, bool amsgrad, bool maximize)
        : base(parameters, lr)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        if (beta1 is not (>= 0 and < 1) || beta2 is not (>= 0 and < 1))
        {
            throw new ArgumentException("Adam's betas lie from 0 to below 1", nameof(beta1));
        }

        (_beta1, _beta2, _eps, _weightDecay, _amsgrad, _maximize) = (beta1, beta2, eps, weight_decay, amsgrad, maximize);
    }

    private protected override void Update(Parameter parameter, Tensor gradient, double learningRate)
    {
        using var negative = _maximize ? gradient.neg() : null;
        var direction = negative ?? gradient;
        using var decayed = _weightDecay != 0 ? direction.add(parameter, _weightDecay) : null;
        direction = decayed ?? direction;

        var step = _steps[parameter] = _steps.GetValueOrDefault(parameter) + 1;
        var first = State(parameter, "exp_avg", () => zeros_like(parameter));
        var second = State(parameter, "exp_avg_sq", () => zeros_like(parameter));
        first.mul_(_beta1).add_(direction, 1 - _beta1);
        second.mul_(_beta2).addcmul_(direction, direction, 1 - _beta2);

        using var root = Largest(parameter, second).sqrt();
        root.div_(Math.Sqrt(1 - Math.Pow(_beta2, step))).add_(_eps);
        parameter.addcdiv_(first, root, -(learningRate / (1 - Math.Pow(_beta1, step))));
    }

    /// <summary>The second moment, or with AMSGrad the largest one so far.</summary>
    private Tensor Largest(Parameter parameter, Tensor second)
    {
        if (!_amsgrad)
        {
            return second;
        }

        var largest = State(parameter, "max_exp_avg_sq", () => zeros_like(parameter));
        using var larger = largest.maximum(second);
        return largest.copy_(larger);
    }
}
