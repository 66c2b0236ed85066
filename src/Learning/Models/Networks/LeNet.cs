namespace EventCollab.Learning.Models.Networks;

/// <summary>
/// LeNet-5's layout (LeCun et al. 1998) with rectifiers and max-pooling: 5 x 5 convolutions of 6 and 16 channels, affine maps of
/// 120 and 84. As the original puts its 28 x 28 digits into 32 x 32, images smaller than that get a frame of zeros. 61,706
/// parameters for one channel and 10 classes.
/// </summary>
/// <param name="channels">Of an image.</param>
/// <param name="height">In pixels.</param>
/// <param name="width">In pixels.</param>
/// <param name="outputs">K.</param>
public sealed class LeNet(int channels, int height, int width, int outputs)
    : Network(nameof(LeNet), Layers(channels, Math.Max(height, Frame), Math.Max(width, Frame), height, width), 84, outputs)
{
    private const int Frame = 32;

    private static Sequential Layers(int channels, int rows, int columns, int height, int width)
    {
        var (top, left) = ((rows - height) / 2, (columns - width) / 2);
        return Sequential(
            ("frame", ZeroPad2d((left, columns - width - left, top, rows - height - top))),
            ("conv1", Conv2d(channels, 6, 5)),
            ("relu1", ReLU(true)),
            ("pool1", MaxPool2d(2)),
            ("conv2", Conv2d(6, 16, 5)),
            ("relu2", ReLU(true)),
            ("pool2", MaxPool2d(2)),
            ("flatten", Flatten()),
            ("fc1", Linear(16 * Left(rows) * Left(columns), 120)),
            ("relu3", ReLU(true)),
            ("fc2", Linear(120, 84)),
            ("relu4", ReLU(true)));
    }

    // A 5 x 5 convolution takes 4 pixels, pooling halves; twice.
    private static int Left(int pixels) => (((pixels - 4) / 2) - 4) / 2;
}
