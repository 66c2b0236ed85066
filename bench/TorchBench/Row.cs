namespace EventCollab.TorchBench;

/// <summary>One line of the table.</summary>
internal sealed record Row(
    string Name, string Title, int Threads, int Batch, int Steps, double Bar, double Aim, double Difference, bool ByWall, IReadOnlyList<(Pass Own, Pass Python)> Passes,
    IReadOnlyList<Pass> Untuned)
{
    /// <summary>Samples a second of the processor (on CUDA: a second of the wall) on the C# side.</summary>
    public Spread Own => Spread.Of(Passes.Select(pass => Rate(pass.Own)));

    public Spread Python => Spread.Of(Passes.Select(pass => Rate(pass.Python)));

    /// <summary>Python without the allocator's settings; null where it was not run.</summary>
    public Spread? Plain => Untuned.Count == 0 ? null : Spread.Of(Untuned.Select(Rate));

    public double PlainFaults => Spread.Of(Untuned.Select(pass => (double)pass.Faults / Steps)).Median;

    /// <summary>C# beside Python, of passes that ran one after the other.</summary>
    public Spread Ratios => Spread.Of(Passes.Select(pass => Rate(pass.Own) / Rate(pass.Python)));

    /// <summary>Of the medians.</summary>
    public double Ratio => Own.Median / Python.Median;

    public double OwnFaults => Spread.Of(Passes.Select(pass => (double)pass.Own.Faults / Steps)).Median;

    public double PythonFaults => Spread.Of(Passes.Select(pass => (double)pass.Python.Faults / Steps)).Median;

    /// <summary>Processor time of one step, in nanoseconds.</summary>
    public static double Nanoseconds(double rate) => 1e9 / rate;

    public string Progress()
        => $"{Name}, {Threads} thread(s): C# {Own.Median:F0}, Python {Python.Median:F0}, ratio {Ratio:F3} [{Ratios.Least:F3} {Ratios.Median:F3} {Ratios.Most:F3}], "
            + $"bar {Bar:F2}, losses within {Difference:E1}, faults a step {OwnFaults:F1} and {PythonFaults:F1}"
            + (Plain is { } plain ? $"; Python with its own allocator {plain.Median:F0}, {PlainFaults:F0} faults" : "");

    private double Rate(Pass pass) => (double)Steps * Batch / (ByWall ? pass.Wall : pass.Cpu);
}
