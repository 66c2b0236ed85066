using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Resizes [batch, channels, length] or [batch, channels, height, width].</summary>
public sealed class Upsample : nn.Module<Tensor, Tensor>
{
    private readonly long[]? _size;
    private readonly double[]? _factor;
    private readonly UpsampleMode _mode;
    private readonly bool? _alignCorners;
    private readonly bool _recompute;

    internal Upsample(long[]? size, double[]? scale_factor, UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor)
        : base(nameof(Upsample))
        => (_size, _factor, _mode, _alignCorners, _recompute) = (size, scale_factor, mode, align_corners, recompute_scale_factor ?? false);

    public override Tensor forward(Tensor input)
        => nn.functional.interpolate(input, _size, _factor, (InterpolationMode)_mode, _alignCorners, _recompute);
}

/// <summary>Zeros around [..., height, width].</summary>
public sealed class ZeroPad2d : nn.Module<Tensor, Tensor>
{
    private readonly long[] _padding;

    internal ZeroPad2d(long left, long right, long top, long bottom)
        : base(nameof(ZeroPad2d)) => _padding = [left, right, top, bottom];

    public override Tensor forward(Tensor input) => nn.functional.pad(input, _padding);
}
