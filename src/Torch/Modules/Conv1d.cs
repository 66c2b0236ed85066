using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>Convolution of [batch, channels, length].</summary>
public sealed class Conv1d : Convolution
{
    internal Conv1d(ConvolutionShape shape, bool bias, Device? device, ScalarType? dtype)
        : base(nameof(Conv1d), shape, false, bias, device, dtype)
    {
    }

    public override Tensor forward(Tensor input)
    {
        if (Shape.Mode is not PaddingModes.Zeros)
        {
            using var padded = nn.functional.pad(input, Shape.Around, Shape.Mode);
            return nn.functional.conv1d(padded, weight, bias, Shape.Stride[0], 0, Shape.Dilation[0], Shape.Groups);
        }

        return Shape.Same is { } same
            ? nn.functional.conv1d_padding(input, weight, bias, Shape.Stride[0], same ? Padding.Same : Padding.Valid, Shape.Dilation[0], Shape.Groups)
            : nn.functional.conv1d(input, weight, bias, Shape.Stride[0], Shape.Padding[0], Shape.Dilation[0], Shape.Groups);
    }
}
