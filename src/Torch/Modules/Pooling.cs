using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>The largest value of each window of [batch, channels, height, width].</summary>
public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
{
    private readonly long[] _kernel;
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly long[] _dilation;
    private readonly bool _ceilMode;

    internal MaxPool2d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode)
        : base(nameof(MaxPool2d))
        => (_kernel, _stride, _padding, _dilation, _ceilMode) = (kernel_size, stride ?? kernel_size, padding ?? [0, 0], dilation ?? [1, 1], ceil_mode);

    public override Tensor forward(Tensor input) => nn.functional.max_pool2d(input, _kernel, _stride, _padding, _dilation, _ceilMode);
}

/// <summary>The mean of each window of [batch, channels, height, width].</summary>
public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
{
    private readonly long[] _kernel;
    private readonly long[] _stride;
    private readonly long[] _padding;
    private readonly bool _ceilMode;
    private readonly bool _countPadding;
    private readonly long? _divisor;

    internal AvgPool2d(long[] kernel_size, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
        : base(nameof(AvgPool2d))
    {
        (_kernel, _stride, _padding) = (kernel_size, stride ?? kernel_size, padding ?? [0, 0]);
        (_ceilMode, _countPadding, _divisor) = (ceil_mode, count_include_pad, divisor_override);
    }

    public override Tensor forward(Tensor input)
        => nn.functional.avg_pool2d(input, _kernel, _stride, _padding, _ceilMode, _countPadding, _divisor);
}

/// <summary>Means of as many windows as the output shall have, whatever the size of the input.</summary>
public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
{
    private readonly long[] _size;

    internal AdaptiveAvgPool2d(long[] output_size)
        : base(nameof(AdaptiveAvgPool2d)) => _size = output_size;

    public override Tensor forward(Tensor input) => nn.functional.adaptive_avg_pool2d(input, _size);
}
