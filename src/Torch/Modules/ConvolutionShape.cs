namespace EventCollab.Torch.Modules;

/// <summary>The sizes of a convolution; lists have one number a spatial dimension.</summary>
/// <param name="Same">Null: pads by <paramref name="Padding"/>; else pads so that the size stays (true) or not at all.</param>
internal sealed record ConvolutionShape(
    long InChannels, long OutChannels, long[] Kernel, long[] Stride, long[] Padding, bool? Same, long[] Dilation, PaddingModes Mode, long Groups)
{
    private static readonly long[] NoPadding1 = [0];
    private static readonly long[] NoPadding2 = [0, 0];

    /// <summary>For a convolution of an input that was padded already.</summary>
    internal long[] NoPadding => Kernel.Length == 1 ? NoPadding1 : NoPadding2;

    /// <summary>Sizes as <c>pad</c> wants them: the last dimension first, each side once.</summary>
    internal long[] Around { get; } = [.. Sides(Kernel, Padding, Same, Dilation)];

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(InChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(OutChannels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Groups);
        if (InChannels % Groups != 0 || OutChannels % Groups != 0)
        {
            throw new ArgumentException($"{InChannels} input and {OutChannels} output channels do not divide into {Groups} groups");
        }
    }

    private static IEnumerable<long> Sides(long[] kernel, long[] padding, bool? same, long[] dilation)
    {
        for (var i = kernel.Length - 1; i >= 0; i--)
        {
            var total = same switch
            {
                true => dilation[i] * (kernel[i] - 1),
                false => 0,
                null => 2 * padding[i],
            };
            yield return total / 2;
            yield return total - (total / 2);
        }
    }
}
