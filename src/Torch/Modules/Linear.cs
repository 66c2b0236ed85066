using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>y = x Wᵀ + b with W [out, in], both drawn uniformly in ±1/√in, in PyTorch's order.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
        : base(nameof(Linear))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputSize);
        _weight = Draw([outputSize, inputSize], KaimingBound(inputSize), device, dtype);
        register_parameter("weight", _weight);
        _bias = hasBias ? Draw([outputSize], 1.0 / Math.Sqrt(inputSize), device, dtype) : null;
        register_parameter("bias", _bias);
    }

    public Parameter weight => _weight;

    public Parameter? bias => _bias;

    public override Tensor forward(Tensor input) => nn.functional.linear(input, _weight, _bias);

    // kaiming_uniform_ with a = sqrt(5). Equal to 1/sqrt(fanIn); written out so that the last bit is PyTorch's.
    private static double KaimingBound(long fanIn) => Math.Sqrt(3.0) * (Math.Sqrt(2.0 / (1.0 + (Math.Sqrt(5.0) * Math.Sqrt(5.0)))) / Math.Sqrt(fanIn));

    private static Parameter Draw(long[] shape, double bound, Device? device, ScalarType? dtype)
        => new(empty(shape, dtype, device).uniform_(-bound, bound));
}
