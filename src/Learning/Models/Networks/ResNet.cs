namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// Residual networks of basic blocks (He et al. 2016) with the stem of CIFAR: a 3 x 3 convolution of stride 1 and no pooling.
/// </summary>
public sealed class ResNet : Network
{
    private ResNet(string name, int channels, int outputs, int[] blocks)
        : base(name, Layers(channels, blocks), 512, outputs)
    {
    }

    /// <summary>2, 2, 2, 2 blocks; 11,173,962 parameters for 3 channels and 10 classes.</summary>
    /// <param name="channels">Of an image.</param>
    /// <param name="outputs">K.</param>
    public static ResNet Of18Layers(int channels, int outputs) => new("ResNet18", channels, outputs, [2, 2, 2, 2]);

    /// <summary>3, 4, 6, 3 blocks; 21,282,122 parameters for 3 channels and 10 classes.</summary>
    /// <param name="channels">Of an image.</param>
    /// <param name="outputs">K.</param>
    public static ResNet Of34Layers(int channels, int outputs) => new("ResNet34", channels, outputs, [3, 4, 6, 3]);

    private static Sequential Layers(int channels, int[] blocks) => ImageLayers.Chain(
    [
        ("conv1", ImageLayers.Conv3(channels, 64)),
        ("bn1", BatchNorm2d(64)),
        ("relu1", ReLU(true)),
        ("layer1", Stage(64, 64, blocks[0], 1)),
        ("layer2", Stage(64, 128, blocks[1], 2)),
        ("layer3", Stage(128, 256, blocks[2], 2)),
        ("layer4", Stage(256, 512, blocks[3], 2)),
        .. ImageLayers.Averaged(),
    ]);

    private static Sequential Stage(int inputs, int outputs, int blocks, int stride) => ImageLayers.Chain(
        Enumerable.Range(0, blocks).Select(i => ($"{i}", (Module<Tensor, Tensor>)new ResidualBlock(i == 0 ? inputs : outputs, outputs, i == 0 ? stride : 1))));
}
