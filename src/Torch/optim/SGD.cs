using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Stochastic gradient descent, with momentum as PyTorch defines it: the buffer is not scaled by the learning rate.</summary>
public sealed class SGD : optim.Optimizer
{
    private readonly double _momentum;
    private readonly double _dampening;
    private readonly double _weightDecay;
    private readonly bool _nesterov;
    private readonly bool _maximize;

    internal SGD(
        IEnumerable<Parameter> parameters, double learningRate, double momentum, double dampening, double weight_decay, bool nesterov, bool maximize)
        : base(parameters, learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
        if (nesterov && (momentum <= 0 || dampening != 0))
        {
            throw new ArgumentException("Nesterov momentum needs a momentum and no dampening", nameof(nesterov));
        }

        (_momentum, _dampening, _weightDecay, _nesterov, _maximize) = (momentum, dampening, weight_decay, nesterov, maximize);
    }

    private protected override void Update(Parameter parameter, Tensor gradient, double learningRate)
    {
        using var negative = _maximize ? gradient.neg() : null;
        var direction = negative ?? gradient;
        using var decayed = _weightDecay != 0 ? direction.add(parameter, _weightDecay) : null;
        direction = decayed ?? direction;
        if (_momentum == 0)
        {
            parameter.add_(direction, -learningRate);
            return;
        }

        var velocity = Velocity(parameter, direction);
        using var ahead = _nesterov ? direction.add(velocity, _momentum) : null;
        parameter.add_(ahead ?? velocity, -learningRate);
    }

    private Tensor Velocity(Parameter parameter, Tensor direction)
    {
        // The first step takes the gradient as it is, without dampening.
        if (!HasState(parameter, "momentum_buffer"))
        {
            return State(parameter, "momentum_buffer", direction.clone);
        }

        var velocity = State(parameter, "momentum_buffer", direction.clone);
        return velocity.mul_(_momentum).add_(direction, 1 - _dampening);
    }
}
