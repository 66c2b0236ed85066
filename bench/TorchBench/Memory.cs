namespace EventCollab.TorchBench;

/// <summary>A long training of the C# side: whether memory, tensors and page faults stay as they were.</summary>
internal sealed record Memory(string Workload, int Batch, int Steps, Held Early, Held Late, double FaultsOfAStep)
{
    public const int FirstLook = 100;
    public const double AllowedGrowth = 0.03;
    public const double AllowedFaults = 100;

    public double Growth => ((double)Late.Resident / Early.Resident) - 1;

    public bool Holds => Math.Abs(Growth) <= AllowedGrowth && Late.Live == Early.Live && FaultsOfAStep < AllowedFaults && Late.OnDevice == Early.OnDevice;

    public static Memory Measure(Settings settings, string directory, Workload workload)
    {
        var batch = settings.Batch ?? 32;
        var file = Path.Combine(directory, "memory.data");
        Exchange.Write(file, workload, batch);
        using var process = WorkerProcess.CSharp([
            "--workload", workload.Name, "--file", file, "--threads", "1", "--device", settings.Device, "--batch", $"{batch}", "--precision", settings.Precision]);
        process.AwaitStart();
        process.Run(FirstLook);
        var early = process.Held();
        var pass = process.Run(settings.MemorySteps - FirstLook);
        var memory = new Memory(workload.Title, batch, settings.MemorySteps, early, process.Held(), (double)pass.Faults / (settings.MemorySteps - FirstLook));
        Console.Error.WriteLine(
            $"memory, {workload.Name}: {early.Resident >> 20} MB at step {FirstLook}, {memory.Late.Resident >> 20} MB at step {settings.MemorySteps} ({memory.Growth:P1}), "
            + $"tensors {early.Live} and {memory.Late.Live}, faults a step {memory.FaultsOfAStep:F2}");
        return memory;
    }
}
