using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Convolution of [batch, channels, height, width].</summary>
public sealed class Conv2d : Convolution
{
    internal Conv2d(ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv2d), shape, false, bias, device, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        if (Shape.Mode is not PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, Shape.Around, Shape.Mode);
            return nn.functional.conv2d(padded, weight, bias, Shape.Stride, Shape.NoPadding, Shape.Dilation, Shape.Groups);
        }

        return Shape.Same is { } same
            ? nn.functional.conv2d_padding(input, weight, bias, Shape.Stride, same ? Padding.Same : Padding.Valid, Shape.Dilation, Shape.Groups)
            : nn.functional.conv2d(input, weight, bias, Shape.Stride, Shape.Padding, Shape.Dilation, Shape.Groups);
    }
}
