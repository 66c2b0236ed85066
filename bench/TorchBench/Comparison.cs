namespace EventCollab.TorchBench;

/// <summary>C# against Python on one workload: first the losses, then, the sides taking turns, the time.</summary>
internal sealed class Comparison(Settings settings, string directory)
{
    /// <summary>One thread adds up in one order, so only the last bits may differ; several need not.</summary>
    public const double Tolerance = 1e-5;
    public const double ToleranceOfSeveralThreads = 1e-3;

    /// <summary>TF32 keeps ten bits of a factor, and a GPU adds up in whatever order.</summary>
    public const double ToleranceOfTf32 = 1e-2;

    /// <summary>The libtorch that was measured, of the C# side and, where it is another, of Python's.</summary>
    public string Version { get; private set; } = "";

    /// <exception cref="InvalidOperationException">The losses differ, or a process ended early: there is no speed to speak of.</exception>
    public Row Measure(string name, string title, string twin, int threads, Workload? workload, double bar, double aim)
    {
        var file = Path.Combine(directory, $"{name}.data");
        var batch = settings.Batch ?? workload?.Batch ?? 1;
        if (workload is not null && !File.Exists(file))
        {
            Exchange.Write(file, workload, batch);
        }

        string[] Arguments(string side) => [
            "--workload", side, "--file", file, "--threads", $"{threads}", "--device", settings.Device, "--batch", $"{batch}", "--precision", settings.Precision];
        var checkedSteps = workload?.Checked ?? 1;
        var passes = new List<(Pass Own, Pass Python)>();
        IReadOnlyList<Pass> untuned = [];
        var difference = 0.0;
        var steps = 0;
        for (var pair = 0; pair < settings.Pairs; pair++)
        {
            using var own = WorkerProcess.CSharp(Arguments(name));
            using var python = WorkerProcess.Python(settings.Python, true, Arguments(twin));
            own.AwaitStart();
            python.AwaitStart();
            Version = own.Version == python.Version ? own.Version : $"{own.Version} (C#) and {python.Version} (Python)";
            // On a processor each: only what is timed has to run alone.
            var expected = Task.Run(() => python.Check(checkedSteps));
            difference = Math.Max(difference, Difference(name, threads, own.Check(checkedSteps), expected.GetAwaiter().GetResult()));
            var enough = WarmUp(own, python);
            steps = pair == 0 ? enough : steps;
            for (var pass = 0; pass < settings.Passes; pass++)
            {
                passes.Add((own.Run(steps), python.Run(steps)));
            }

            if (pair == 0 && workload is not null && !settings.OnCuda)
            {
                untuned = Untuned(Arguments(twin), steps);
            }
        }

        var row = new Row(name, title, threads, batch, steps, bar, aim, difference, settings.OnCuda, passes, untuned);
        Console.Error.WriteLine(row.Progress());
        return row;
    }

    private List<Pass> Untuned(string[] arguments, int steps)
    {
        using var python = WorkerProcess.Python(settings.Python, false, arguments);
        python.AwaitStart();
        python.Run(steps);
        return [.. Enumerable.Range(0, settings.Passes).Select(_ => python.Run(steps))];
    }

    /// <summary>Runs both until all is compiled and allocated.</summary>
    /// <returns>How many steps take a pass's time.</returns>
    private int WarmUp(WorkerProcess own, WorkerProcess python)
    {
        var steps = 2;
        var pass = own.Run(steps);
        python.Run(steps);
        while (Time(pass) < settings.Seconds / 2)
        {
            steps *= 2;
            pass = own.Run(steps);
            python.Run(steps);
        }

        return Math.Max(1, (int)(steps * settings.Seconds / Time(pass)));
    }

    /// <summary>Processor time does not see what else the machine does; a GPU's work only the wall clock sees.</summary>
    private double Time(Pass pass) => settings.OnCuda ? pass.Wall : pass.Cpu;

    private double Difference(string name, int threads, IReadOnlyList<double> own, IReadOnlyList<double> python)
    {
        var most = own.Zip(python).Max(pair => Math.Abs(pair.First - pair.Second) / Math.Abs(pair.Second));
        var allowed = settings is { OnCuda: true, Precision: "tf32" } ? ToleranceOfTf32
            : threads == 1 && !settings.OnCuda ? Tolerance
            : ToleranceOfSeveralThreads;
        return most <= allowed
            ? most
            : throw new InvalidOperationException(
                $"{name}: the losses of the two sides differ by {most:E1}, above {allowed:E0}; no speed is compared. "
                + $"C# begins {string.Join(' ', own.Take(3))}, Python {string.Join(' ', python.Take(3))}.");
    }
}
