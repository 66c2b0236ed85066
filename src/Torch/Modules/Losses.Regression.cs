using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>The squared difference.</summary>
public sealed class MSELoss : Loss<Tensor, Tensor, Tensor>
{
    internal MSELoss(nn.Reduction reduction)
        : base(nameof(MSELoss), reduction)
    {
    }

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.mse_loss(input1, input2, reduction);
}

/// <summary>The absolute difference.</summary>
public sealed class L1Loss : Loss<Tensor, Tensor, Tensor>
{
    internal L1Loss(nn.Reduction reduction)
        : base(nameof(L1Loss), reduction)
    {
    }

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.l1_loss(input1, input2, reduction);
}

/// <summary>Squared below beta, absolute above.</summary>
public sealed class SmoothL1Loss : Loss<Tensor, Tensor, Tensor>
{
    private readonly double _beta;

    internal SmoothL1Loss(double beta, nn.Reduction reduction)
        : base(nameof(SmoothL1Loss), reduction) => _beta = beta;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.smooth_l1_loss(input1, input2, reduction, _beta);
}

/// <summary>Squared below delta, delta times the absolute above.</summary>
public sealed class HuberLoss : Loss<Tensor, Tensor, Tensor>
{
    private readonly double _delta;

    internal HuberLoss(double delta, nn.Reduction reduction)
        : base(nameof(HuberLoss), reduction) => _delta = delta;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.huber_loss(input1, input2, _delta, reduction);
}
