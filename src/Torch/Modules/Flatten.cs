using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

public sealed class Flatten : nn.Module<Tensor, Tensor>
{
    private readonly long _startDim;
    private readonly long _endDim;

    internal Flatten(long start_dim, long end_dim)
        : base(nameof(Flatten)) => (_startDim, _endDim) = (start_dim, end_dim);

    public override Tensor forward(Tensor input) => input.flatten(_startDim, _endDim);
}
