using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>The transpose of a convolution of [batch, channels, height, width]: what its gradient does to the output.</summary>
public sealed class ConvTranspose2d : Convolution
{
    private readonly long[] _outputPadding;

    internal ConvTranspose2d(ConvolutionShape shape, long[] outputPadding, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(ConvTranspose2d), shape, true, bias, device, dtype)
        => _outputPadding = shape.Mode is PaddingModes.Zeros
            ? outputPadding
            : throw new ArgumentException("a transposed convolution pads with zeros only");

    public override Tensor forward(Tensor input)
        => nn.functional.conv_transpose2d(input, weight, bias, Shape.Stride, Shape.Padding, _outputPadding, Shape.Dilation, Shape.Groups);
}
