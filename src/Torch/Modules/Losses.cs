using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

public sealed class MSELoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;

    internal MSELoss(nn.Reduction reduction)
        : base(nameof(MSELoss)) => _reduction = reduction;

    public override Tensor forward(Tensor input1, Tensor input2) => nn.functional.mse_loss(input1, input2, _reduction);
}

public sealed class L1Loss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;

    internal L1Loss(nn.Reduction reduction)
        : base(nameof(L1Loss)) => _reduction = reduction;

    public override Tensor forward(Tensor input1, Tensor input2) => nn.functional.l1_loss(input1, input2, _reduction);
}

public sealed class CrossEntropyLoss : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Reduction _reduction;

    internal CrossEntropyLoss(nn.Reduction reduction)
        : base(nameof(CrossEntropyLoss)) => _reduction = reduction;

    public override Tensor forward(Tensor input1, Tensor input2)
        => nn.functional.cross_entropy(input1, input2, reduction: _reduction);
}
