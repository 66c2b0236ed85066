using EventCollab.Learning.Models.Networks;

namespace EventCollab.TorchBench;

/// <summary>The networks; twin.py has the same under the same names of parameters.</summary>
internal static class Networks
{
    public static Module<Tensor, Tensor> Make(string name) => name switch
    {
        "mlp" => Mlp(),
        "cnn" => Cnn(),
        "resnet18" => ResNet.Of18Layers(3, Workload.Classes),
        _ => throw new ArgumentException($"no network is called '{name}'"),
    };

    private static Sequential Mlp() => Sequential(
        ("flatten", Flatten()),
        ("first", Linear(784, 128)), ("relu1", ReLU()),
        ("second", Linear(128, 64)), ("relu2", ReLU()),
        ("last", Linear(64, 10)));

    private static Sequential Cnn() => Sequential(
        ("conv1", Conv2d(1, 32, 3, 1, 1)), ("norm1", BatchNorm2d(32)), ("relu1", ReLU()), ("pool1", MaxPool2d(2)),
        ("conv2", Conv2d(32, 64, 3, 1, 1)), ("norm2", BatchNorm2d(64)), ("relu2", ReLU()), ("pool2", MaxPool2d(2)),
        ("flatten", Flatten()),
        ("hidden", Linear(3136, 128)), ("relu3", ReLU()),
        ("last", Linear(128, 10)));
}
