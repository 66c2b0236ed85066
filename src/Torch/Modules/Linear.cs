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
        _weight = FirstWeights.Kaiming([outputSize, inputSize], inputSize, device, dtype);
        register_parameter("weight", _weight);
        _bias = hasBias ? FirstWeights.Bias(outputSize, inputSize, device, dtype) : null;
        register_parameter("bias", _bias);
    }

    public Parameter weight => _weight;

    public Parameter? bias => _bias;

    public override Tensor forward(Tensor input) => nn.functional.linear(input, _weight, _bias);
}
