namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// VGG-11 with batch norm (Simonyan and Zisserman, configuration A) and the head of CIFAR: one affine map of the 512 channels.
/// 9,231,114 parameters for 3 x 32 x 32 and 10 classes.
/// </summary>
/// <param name="channels">Of an image.</param>
/// <param name="height">In pixels.</param>
/// <param name="width">In pixels.</param>
/// <param name="outputs">K.</param>
public sealed class VggNetwork(int channels, int height, int width, int outputs)
    : Network(nameof(VggNetwork), Layers(channels, new ImageSize(height, width)), 512, outputs)
{
    // 0 pools.
    private static readonly int[] Configuration = [64, 0, 128, 0, 256, 256, 0, 512, 512, 0, 512, 512, 0];

    private static Sequential Layers(int channels, ImageSize size)
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        var (convolutions, pools) = (0, 0);
        foreach (var outputs in Configuration)
        {
            if (outputs == 0)
            {
                (var pool, size) = size.Halve();
                layers.Add(($"pool{++pools}", pool));
                continue;
            }

            layers.AddRange(ImageLayers.Convolved(++convolutions, channels, outputs));
            channels = outputs;
        }

        return ImageLayers.Chain([.. layers, .. ImageLayers.Averaged()]);
    }
}
