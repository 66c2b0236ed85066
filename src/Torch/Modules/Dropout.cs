using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>In training zeroes each element with probability p and scales the rest by 1/(1-p).</summary>
public sealed class Dropout : nn.Module<Tensor, Tensor>
{
    private readonly double _p;
    private readonly bool _inplace;

    internal Dropout(double p, bool inplace)
        : base(nameof(Dropout)) => (_p, _inplace) = (p, inplace);

    public override Tensor forward(Tensor input) => nn.functional.dropout(input, _p, training, _inplace);
}

/// <summary>The same for whole channels of [batch, channels, ...].</summary>
public sealed class Dropout2d : nn.Module<Tensor, Tensor>
{
    private readonly double _p;
    private readonly bool _inplace;

    internal Dropout2d(double p, bool inplace)
        : base(nameof(Dropout2d)) => (_p, _inplace) = (p, inplace);

    public override Tensor forward(Tensor input) => nn.functional.dropout2d(input, _p, training, _inplace);
}
