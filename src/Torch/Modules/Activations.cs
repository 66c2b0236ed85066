using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

public sealed class ReLU : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal ReLU(bool inplace)
        : base(nameof(ReLU)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.relu(input, _inplace);
}

public sealed class Tanh : nn.Module<Tensor, Tensor>
{
    internal Tanh()
        : base(nameof(Tanh))
    {
    }

    public override Tensor forward(Tensor input) => input.tanh();
}

public sealed class Sigmoid : nn.Module<Tensor, Tensor>
{
    internal Sigmoid()
        : base(nameof(Sigmoid))
    {
    }

    public override Tensor forward(Tensor input) => input.sigmoid();
}
