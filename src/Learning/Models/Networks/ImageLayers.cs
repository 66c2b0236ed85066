namespace EventCollab.Learning.Models.Networks;

/// <summary>What the image networks are made of.</summary>
internal static class ImageLayers
{
    /// <summary>3 x 3, with as many pixels out as in at stride 1, without a bias: a batch norm follows that has one.</summary>
    public static Conv2d Conv3(int inputs, int outputs, int stride = 1) => Conv2d(inputs, outputs, 3, stride, 1, bias: false);

    /// <summary>A shortcut's projection.</summary>
    public static Conv2d Conv1(int inputs, int outputs, int stride) => Conv2d(inputs, outputs, 1, stride, bias: false);

    /// <summary>3 x 3 with a bias, batch norm and rectifier, as the plain networks have them.</summary>
    public static IEnumerable<(string Name, Module<Tensor, Tensor> Layer)> Convolved(int number, int inputs, int outputs) =>
    [
        ($"conv{number}", Conv2d(inputs, outputs, 3, 1, 1)),
        ($"bn{number}", BatchNorm2d(outputs)),
        ($"relu{number}", ReLU(true)),
    ];

    /// <summary>The mean of each channel: [N, channels].</summary>
    public static IEnumerable<(string Name, Module<Tensor, Tensor> Layer)> Averaged() =>
    [
        ("pool", AdaptiveAvgPool2d(1)),
        ("flatten", Flatten()),
    ];

    public static Sequential Chain(params IEnumerable<(string Name, Module<Tensor, Tensor> Layer)> layers) => Sequential(layers.ToArray());
}
