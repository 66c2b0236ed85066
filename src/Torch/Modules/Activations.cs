using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

public sealed class ReLU : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal ReLU(bool inplace)
        : base(nameof(ReLU)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.relu(input, _inplace);
}

/// <summary>x above zero, a small slope times x below.</summary>
public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
{
    private readonly double _slope;
    private readonly bool _inplace;

    internal LeakyReLU(double negative_slope, bool inplace)
        : base(nameof(LeakyReLU)) => (_slope, _inplace) = (negative_slope, inplace);

    public override Tensor forward(Tensor input) => nn.functional.leaky_relu(input, _slope, _inplace);
}

/// <summary>x above zero, alpha (exp x - 1) below.</summary>
public sealed class ELU : nn.Module<Tensor, Tensor>
{
    private readonly double _alpha;
    private readonly bool _inplace;

    internal ELU(double alpha, bool inplace)
        : base(nameof(ELU)) => (_alpha, _inplace) = (alpha, inplace);

    public override Tensor forward(Tensor input) => nn.functional.elu(input, _alpha, _inplace);
}

/// <summary>x times the normal distribution's probability below x.</summary>
public sealed class GELU : nn.Module<Tensor, Tensor>
{
    internal GELU()
        : base(nameof(GELU))
    {
    }

    public override Tensor forward(Tensor input) => nn.functional.gelu(input);
}

/// <summary>x times sigmoid(x).</summary>
public sealed class SiLU : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal SiLU(bool inplace)
        : base(nameof(SiLU)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.silu(input, _inplace);
}

public sealed class Softplus : nn.Module<Tensor, Tensor>
{
    private readonly double _beta;
    private readonly double _threshold;

    internal Softplus(double beta, double threshold)
        : base(nameof(Softplus)) => (_beta, _threshold) = (beta, threshold);

    public override Tensor forward(Tensor input) => nn.functional.softplus(input, _beta, _threshold);
}

public sealed class Tanh : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal Tanh(bool inplace)
        : base(nameof(Tanh)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.tanh(input, _inplace);
}

public sealed class Sigmoid : nn.Module<Tensor, Tensor>
{
    private readonly bool _inplace;

    internal Sigmoid(bool inplace)
        : base(nameof(Sigmoid)) => _inplace = inplace;

    public override Tensor forward(Tensor input) => nn.functional.sigmoid(input, _inplace);
}

public sealed class Softmax : nn.Module<Tensor, Tensor>
{
    private readonly long _dim;

    internal Softmax(long dim)
        : base(nameof(Softmax)) => _dim = dim;

    public override Tensor forward(Tensor input) => nn.functional.softmax(input, _dim);
}

public sealed class LogSoftmax : nn.Module<Tensor, Tensor>
{
    private readonly long _dim;

    internal LogSoftmax(long dim)
        : base(nameof(LogSoftmax)) => _dim = dim;

    public override Tensor forward(Tensor input) => nn.functional.log_softmax(input, _dim);
}
