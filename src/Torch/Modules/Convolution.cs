using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>What convolutions share: weight [out, in/groups, kernel...] (transposed [in, out/groups, kernel...]) and bias, drawn as PyTorch draws them.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;
    private readonly Parameter? _bias;

    private protected Convolution(string name, ConvolutionShape shape, bool transposed, bool bias, Device? device, ScalarType? dtype)
        : base(name)
    {
        shape.Check();
        Shape = shape;
        long[] size = transposed
            ? [shape.InChannels, shape.OutChannels / shape.Groups, .. shape.Kernel]
            : [shape.OutChannels, shape.InChannels / shape.Groups, .. shape.Kernel];
        var fanIn = size[1..].Aggregate(1L, (product, n) => product * n);
        _weight = FirstWeights.Kaiming(size, fanIn, device, dtype);
        register_parameter("weight", _weight);
        _bias = bias ? FirstWeights.Bias(shape.OutChannels, fanIn, device, dtype) : null;
        register_parameter("bias", _bias);
    }

    public Parameter weight => _weight;

    public Parameter? bias => _bias;

    private protected ConvolutionShape Shape { get; }
}
