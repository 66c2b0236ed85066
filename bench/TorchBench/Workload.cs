namespace EventCollab.TorchBench;

/// <summary>What is trained on both sides, and how fast the C# side has to be.</summary>
/// <param name="Name">Network, dash, optimizer; without an optimizer only forward and backward are measured.</param>
/// <param name="Title">As the page shows it.</param>
/// <param name="Batch">Samples of one step.</param>
/// <param name="Shape">Of one sample.</param>
/// <param name="Checked">Steps whose losses the sides compare.</param>
/// <param name="Bar">Least rate beside Python's.</param>
/// <param name="Aim">Rate beside Python's that is aimed at.</param>
internal sealed record Workload(string Name, string Title, int Batch, long[] Shape, int Checked, double Bar, double Aim)
{
    public const int Classes = 10;

    /// <summary>Batches that training goes round; enough that no network knows them by heart within a measurement.</summary>
    public const int Batches = 16;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("mlp-sgd", "MLP 784-128-64-10, SGD with momentum", 64, [1, 28, 28], 40, 1.15, 1.25),
        new("mlp-adam", "MLP 784-128-64-10, Adam", 64, [1, 28, 28], 40, 1.15, 1.25),
        new("cnn-sgd", "CNN (2 convolutions, 2 batch norms, 2 linear), SGD with momentum", 64, [1, 28, 28], 40, 0.97, 1.0),
        new("cnn-adam", "CNN (2 convolutions, 2 batch norms, 2 linear), Adam", 64, [1, 28, 28], 40, 0.97, 1.0),
        new("resnet18", "ResNet-18 on 3x32x32, forward and backward", 32, [3, 32, 32], 6, 0.97, 1.0),
    ];

    /// <summary>The one that the memory run trains.</summary>
    public static Workload OfMemory => All.Single(workload => workload.Name == "cnn-adam");

    public string Network => Name.Split('-')[0];

    public string Optimizer => Name.Contains('-', StringComparison.Ordinal) ? Name.Split('-')[1] : "";
}
