using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Normalises each sample over its last dimensions (Ba et al. 2016).</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    private readonly long[] _shape;
    private readonly double _eps;
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(LayerNorm))
    {
        (_shape, _eps) = (normalized_shape, eps);
        _weight = elementwise_affine ? FirstWeights.Ones(normalized_shape, device, dtype) : null;
        _bias = elementwise_affine && bias ? FirstWeights.Zeros(normalized_shape, device, dtype) : null;
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    public Parameter? weight => _weight;

    public Parameter? bias => _bias;

    public override Tensor forward(Tensor input) => nn.functional.layer_norm(input, _shape, _weight, _bias, _eps);
}
