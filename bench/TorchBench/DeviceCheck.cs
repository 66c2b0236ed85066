namespace EventCollab.TorchBench;

/// <summary>The C# side trained on the CPU and on the device: correctness, before any speed is spoken of.</summary>
internal sealed record DeviceCheck(string Name, string Title, int Batch, int Steps, double Difference, double First, double Last)
{
    /// <summary>Relative to the loss where that is above one.</summary>
    public const double Tolerance = 1e-3;

    public bool Holds => Difference <= Tolerance;

    public static IReadOnlyList<DeviceCheck> Measure(Settings settings, string directory)
        => [.. Workload.All.Where(workload => workload.Name is "mlp-sgd" or "cnn-sgd" or "resnet18").Select(workload => Measure(settings, directory, workload))];

    private static DeviceCheck Measure(Settings settings, string directory, Workload workload)
    {
        // The CPU has to keep up: each network's own batch, whatever the speed is measured with.
        var file = Path.Combine(directory, $"{workload.Name}.device");
        Exchange.Write(file, workload, workload.Batch);
        var expected = Losses("cpu");
        var actual = Losses(settings.Device);
        var most = expected.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second) / Math.Max(1, Math.Abs(pair.First)));
        Console.Error.WriteLine($"device, {workload.Name}: losses on {settings.Device} within {most:E1} of the CPU's");
        return new DeviceCheck(workload.Name, workload.Title, workload.Batch, workload.Checked, double.IsNaN(most) ? double.PositiveInfinity : most, expected[0], expected[^1]);

        IReadOnlyList<double> Losses(string device)
        {
            using var process = WorkerProcess.CSharp([
                "--workload", workload.Name, "--file", file, "--threads", "1", "--device", device, "--batch", $"{workload.Batch}", "--precision", "fp32"]);
            process.AwaitStart();
            return process.Check(workload.Checked);
        }
    }
}
