namespace EventCollab.Learning.Models.Networks;

/// <summary>Wide residual networks (Zagoruyko and Komodakis 2016) of widening factor 1: 16, 32 and 64 channels.</summary>
public sealed class WideResNet : Network
{
    private WideResNet(string name, int depth, int channels, int outputs)
        : base(name, Layers(channels, (depth - 4) / 6), 64, outputs)
    {
    }

    /// <summary>WRN-16-1; 175,066 parameters for 3 channels and 10 classes.</summary>
    /// <param name="channels">Of an image.</param>
    /// <param name="outputs">K.</param>
    public static WideResNet Of16Layers(int channels, int outputs) => new("WRN-16-1", 16, channels, outputs);

    /// <summary>WRN-40-1; 563,930 parameters for 3 channels and 10 classes.</summary>
    /// <param name="channels">Of an image.</param>
    /// <param name="outputs">K.</param>
    public static WideResNet Of40Layers(int channels, int outputs) => new("WRN-40-1", 40, channels, outputs);

    private static Sequential Layers(int channels, int blocks) => ImageLayers.Chain(
    [
        ("conv1", ImageLayers.Conv3(channels, 16)),
        ("block1", Stage(16, 16, blocks, 1)),
        ("block2", Stage(16, 32, blocks, 2)),
        ("block3", Stage(32, 64, blocks, 2)),
        ("bn1", BatchNorm2d(64)),
        ("relu1", ReLU(true)),
        .. ImageLayers.Averaged(),
    ]);

    private static Sequential Stage(int inputs, int outputs, int blocks, int stride) => ImageLayers.Chain(
        Enumerable.Range(0, blocks).Select(i => ($"{i}", (Module<Tensor, Tensor>)new WideBlock(i == 0 ? inputs : outputs, outputs, i == 0 ? stride : 1))));
}
