using static EventCollab.Torch.torch;

namespace EventCollab.Torch.Modules;

/// <summary>How PyTorch draws the first weights of its modules, to the last bit and in its order.</summary>
internal static class FirstWeights
{
    /// <summary>kaiming_uniform_ with a = sqrt(5): the weights of linear and convolution layers.</summary>
    internal static Parameter Kaiming(long[] shape, long fanIn, Device? device, ScalarType? dtype)
        => Uniform(shape, KaimingBound(fanIn), device, dtype);

    /// <summary>Uniform in ±1/√fanIn: their biases.</summary>
    internal static Parameter Bias(long count, long fanIn, Device? device, ScalarType? dtype)
        => Uniform([count], 1.0 / Math.Sqrt(fanIn), device, dtype);

    internal static Parameter Uniform(long[] shape, double bound, Device? device, ScalarType? dtype)
        => new(empty(shape, dtype, device).uniform_(-bound, bound));

    internal static Parameter Ones(long[] shape, Device? device, ScalarType? dtype) => new(ones(shape, dtype, device));

    internal static Parameter Zeros(long[] shape, Device? device, ScalarType? dtype) => new(zeros(shape, dtype, device));

    // Equal to 1/sqrt(fanIn); written out so that the last bit is PyTorch's.
    private static double KaimingBound(long fanIn) => Math.Sqrt(3.0) * (Math.Sqrt(2.0 / (1.0 + (Math.Sqrt(5.0) * Math.Sqrt(5.0)))) / Math.Sqrt(fanIn));
}
