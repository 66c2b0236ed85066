namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// The convolutional network of GAL's image experiments: 3 x 3 convolutions of 64, 128, 256 and 512 channels, each with batch
/// norm, rectifier and 2 x 2 max-pooling (none after the last), the mean of each channel, one affine map.
/// </summary>
/// <param name="channels">Of an image.</param>
/// <param name="height">In pixels.</param>
/// <param name="width">In pixels.</param>
/// <param name="outputs">K.</param>
public sealed class GalCnn(int channels, int height, int width, int outputs)
    : Network(nameof(GalCnn), Layers(channels, new ImageSize(height, width)), Widths[^1], outputs)
{
    private static readonly int[] Widths = [64, 128, 256, 512];

    private static Sequential Layers(int channels, ImageSize size)
    {
        var layers = new List<(string, Module<Tensor, Tensor>)>();
        for (var i = 0; i < Widths.Length; i++)
        {
            layers.AddRange(ImageLayers.Convolved(i + 1, i == 0 ? channels : Widths[i - 1], Widths[i]));
            if (i < Widths.Length - 1)
            {
                (var pool, size) = size.Halve();
                layers.Add(($"pool{i + 1}", pool));
            }
        }

        return ImageLayers.Chain([.. layers, .. ImageLayers.Averaged()]);
    }
}
