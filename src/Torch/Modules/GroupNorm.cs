using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Normalises each sample's channels in groups (Wu and He 2018): independent of the batch, so nothing to average between organizations.</summary>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    private readonly long _groups;
    private readonly double _eps;
    private readonly Parameter? _weight;
    private readonly Parameter? _bias;

    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
        : base(nameof(GroupNorm))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(num_groups);
        if (num_channels <= 0 || num_channels % num_groups != 0)
        {
            throw new ArgumentException($"{num_channels} channels do not divide into {num_groups} groups", nameof(num_channels));
        }

        (_groups, _eps) = (num_groups, eps);
        _weight = affine ? FirstWeights.Ones([num_channels], device, dtype) : null;
        _bias = affine ? FirstWeights.Zeros([num_channels], device, dtype) : null;
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    public Parameter? weight => _weight;

    public Parameter? bias => _bias;

    public override Tensor forward(Tensor input) => nn.functional.group_norm(input, _groups, _weight, _bias, _eps);
}
