namespace EventCollab.TorchBench;

/// <summary>What the command line asks for.</summary>
/// <param name="Only">Names of workloads; empty for all.</param>
/// <param name="Threads">Numbers of threads to measure with.</param>
/// <param name="Pairs">Pairs of processes, one of each side.</param>
/// <param name="Passes">Timed passes of each process, the sides taking turns.</param>
/// <param name="Seconds">Processor time of one pass, about.</param>
/// <param name="MemorySteps">Steps of the memory run.</param>
/// <param name="Markdown">File of the page; empty for none.</param>
/// <param name="Python">Interpreter that has torch.</param>
/// <param name="Device">Where to train.</param>
/// <param name="Batch">Samples of a step instead of the workload's own number.</param>
/// <param name="Precision">fp32 or tf32, which only a CUDA device tells apart.</param>
/// <param name="Strict">Whether a speed below its bar is a failure.</param>
internal sealed record Settings(
    IReadOnlyList<string> Only,
    IReadOnlyList<int> Threads,
    int Pairs,
    int Passes,
    double Seconds,
    int MemorySteps,
    string Markdown,
    string Python,
    string Device,
    int? Batch,
    string Precision,
    bool Strict)
{
    public const string Help =
        """
        Trains the same networks through the C# binding and through Python's torch, from the same weights on the same data,
        compares the losses and then the speed. Without options: everything, about ten minutes.

          --quick            fewer and shorter passes, the memory run over 1000 steps
          --only NAMES       these, separated by commas: mlp-sgd mlp-adam cnn-sgd cnn-adam resnet18 add memory device
          --threads LIST     numbers of threads, separated by commas (1,2)
          --pairs N          pairs of processes, one of each side (5)
          --passes N         timed passes of each process, the sides in turns (3)
          --seconds S        processor time of one pass, about (0.6)
          --memory-steps N   steps of the memory run (5000)
          --markdown FILE    writes the page
          --python FILE      interpreter that has torch (/usr/bin/python3)
          --device DEVICE    cpu, cuda, cuda:N or auto; on CUDA the time is the wall's (cpu)
          --batch N          samples of a step, instead of each network's own number
          --tf32             lets CUDA round the factors of products to TF32
          --acceptance       a speed below its bar is a failure too
        """;

    private static readonly string[] Flags = ["--quick", "--tf32", "--acceptance"];

    /// <exception cref="ArgumentException">An option that is not in <see cref="Help"/>, or a value that does not fit it.</exception>
    public static Settings Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            if (!Help.Contains($"  {name} ", StringComparison.Ordinal))
            {
                throw new ArgumentException($"there is no option '{name}'; --help shows those there are");
            }

            given[name] = Flags.Contains(name) ? "" : ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{name} takes a value");
        }

        var quick = given.ContainsKey("--quick");
        string Text(string name, string otherwise) => given.GetValueOrDefault(name, otherwise);
        int Number(string name, int otherwise) => Whole(name, Text(name, $"{otherwise}"));
        return new Settings(
            Names(Text("--only", "")),
            [.. Text("--threads", "1,2").Split(',').Select(text => Whole("--threads", text))],
            Number("--pairs", quick ? 1 : 5),
            Number("--passes", quick ? 5 : 3),
            double.TryParse(Text("--seconds", quick ? "0.3" : "0.6"), out var seconds) && seconds > 0
                ? seconds
                : throw new ArgumentException("--seconds takes a number above 0"),
            Number("--memory-steps", quick ? 1000 : 5000),
            Text("--markdown", ""),
            Text("--python", "/usr/bin/python3"),
            DeviceOf(Text("--device", "cpu")),
            given.ContainsKey("--batch") ? Number("--batch", 0) : null,
            given.ContainsKey("--tf32") ? "tf32" : "fp32",
            given.ContainsKey("--acceptance"));
    }

    public bool OnCuda => Device.StartsWith("cuda", StringComparison.Ordinal);

    public bool Wants(string name) => Only.Count == 0 || Only.Contains(name);

    /// <summary>What <c>auto</c> means here, for both sides to get the same.</summary>
    private static string DeviceOf(string setting) => setting == "cpu" ? setting : TorchDevice.Choose(setting).ToString();

    private static string[] Names(string list)
    {
        string[] known = [.. Workload.All.Select(workload => workload.Name), "add", "memory", "device"];
        string[] names = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        return names.Except(known).FirstOrDefault() is { } unknown
            ? throw new ArgumentException($"--only: there is no '{unknown}', but {string.Join(", ", known)}")
            : names;
    }

    private static int Whole(string name, string text)
        => int.TryParse(text, out var number) && number > 0 ? number : throw new ArgumentException($"{name} takes whole numbers of at least 1, not '{text}'");
}
