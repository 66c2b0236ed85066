namespace EventCollab.TorchBench;

/// <summary>The page <c>docs/torch-performance.md</c>.</summary>
internal sealed record Report(Settings Settings, string Version, IReadOnlyList<Row> Rows, IReadOnlyList<Row> Additions, Memory? Memory,
    IReadOnlyList<DeviceCheck> SameOnDevice)
{
    /// <summary>What is not as it has to be.</summary>
    public IReadOnlyList<string> Failures(bool speedToo)
    {
        List<string> failures = [.. speedToo ? Rows.Concat(Additions).Where(row => row.Ratio < row.Bar).Select(row => row.Name) : []];
        if (Memory is { Holds: false })
        {
            failures.Add("memory");
        }

        failures.AddRange(SameOnDevice.Where(check => !check.Holds).Select(check => $"device, {check.Name}"));
        return failures;
    }

    public void Write(TextWriter output)
    {
        output.WriteLine(
            $"""
            # Training through the binding, beside Python's PyTorch

            The same networks, from the same first weights on the same data, trained through `src/Torch` and through Python's `torch`
            {Where()}. {Machine.Facts()}; libtorch {Version}.
            Figures of other machines do not compare. Written by `make bench`.

            How it is measured: {Settings.Pairs} pair(s) of fresh processes, one of each side, with equal settings. First each side trains some steps (40,
            ResNet-18 6), and where a loss differs by more than 1e-5 (relative; 1e-3 on several threads or a GPU, 1e-2 with TF32) no
            speed is shown. Then both warm up, and {Settings.Passes} passes of about {Settings.Seconds:0.0} s each follow, the sides taking turns: {Settings.Pairs * Settings.Passes} alternations a row.
            {Unit()} Shown are medians; the ratio is that of
            the medians, with the least and the most of neighbouring passes behind it. Python sets its gradients to none, as C# does.
            """);
        if (Rows.Any(row => row.Plain is not null))
        {
            output.WriteLine(
                """
                The binding keeps tensors' memory from step to step (`src/Torch/README.md`). Python has glibc's settings to the same end here, by
                environment variables, since that is the faster Python: as it comes, it returns activations to the kernel (last column).
                """);
        }

        WriteTraining(output);
        WriteAdditions(output);
        WriteMemory(output);
        WriteSameOnDevice(output);
    }

    private static string Verdict(Row row) => row.Ratio >= row.Aim ? "reached" : row.Ratio >= row.Bar ? "above the bar" : "**missed**";

    private static string Losses(Row row) => row.Difference == 0 ? "equal to the last bit" : $"within {row.Difference:0.0E+0}";

    private string Where() => Settings.OnCuda ? $"on `{Settings.Device}`, {Settings.Precision}" : "on the CPU";

    private string Unit() => Settings.OnCuda
        ? "A rate is images per second of wall time, the device's queue emptied before and after."
        : "A rate is images per second of processor time, user and system, of the whole process.";

    private void WriteTraining(TextWriter output)
    {
        if (Rows.Count == 0)
        {
            return;
        }

        output.WriteLine(
            """

            ## Training

            | network | batch | threads | C# | Python | ratio (least to most) | bar, aim | | losses of the first steps | page faults a step: C#, Python | Python as it comes: rate, page faults a step |
            |---|---|---|---|---|---|---|---|---|---|---|
            """);
        foreach (var row in Rows)
        {
            output.WriteLine(
                $"| {row.Title} | {row.Batch} | {row.Threads} | {row.Own.Median:F0} | {row.Python.Median:F0} | {row.Ratio:F3} ({row.Ratios.Least:F3} to {row.Ratios.Most:F3}) "
                + $"| {row.Bar:F2}, {row.Aim:F2} | {Verdict(row)} | {Losses(row)} | {row.OwnFaults:F1}, {row.PythonFaults:F1} "
                + (row.Plain is { } plain ? $"| {plain.Median:F0}, {row.PlainFaults:F0} |" : "| |"));
        }
    }

    private void WriteAdditions(TextWriter output)
    {
        if (Additions.Count == 0)
        {
            return;
        }

        output.WriteLine(
            """

            ## One tiny operation

            Nanoseconds of processor time to add two tensors of four elements and to free the result, one thread; bar: 0.9 of Python's time.

            | result freed by | C# | Python | time beside Python's (least to most) | |
            |---|---|---|---|---|
            """);
        foreach (var row in Additions)
        {
            output.WriteLine(
                $"| {row.Title} | {Row.Nanoseconds(row.Own.Median):F0} | {Row.Nanoseconds(row.Python.Median):F0} "
                + $"| {1 / row.Ratio:F2} ({1 / row.Ratios.Most:F2} to {1 / row.Ratios.Least:F2}) | {Verdict(row)} |");
        }
    }

    private void WriteMemory(TextWriter output)
    {
        if (Memory is null)
        {
            return;
        }

        output.WriteLine(
            $"""

            ## Memory

            {Memory.Workload}, batch {Memory.Batch}, {Memory.Steps} steps of the C# side.

            | | step {Memory.FirstLook} | step {Memory.Steps} | bar |
            |---|---|---|---|
            | resident | {Memory.Early.Resident / 1048576.0:F1} MB | {Memory.Late.Resident / 1048576.0:F1} MB ({Memory.Growth * 100:+0.0;-0.0;0.0} %) | within {Memory.AllowedGrowth * 100:0} % |
            | live tensors | {Memory.Early.Live} | {Memory.Late.Live} | the same |
            | page faults a step between | | {Memory.FaultsOfAStep:F2} | below {Memory.AllowedFaults:0} |
            """);
        if (Memory.Early.OnDevice is { } early && Memory.Late.OnDevice is { } late)
        {
            output.WriteLine($"| on the device, by nvidia-smi | {early} MB | {late} MB | the same |");
        }
    }

    private void WriteSameOnDevice(TextWriter output)
    {
        if (SameOnDevice.Count == 0)
        {
            return;
        }

        output.WriteLine(
            $"""

            ## The device beside the CPU

            The C# side on the CPU and on `{Settings.Device}`, from the same weights on the same data, fp32 without TF32: the losses of the first steps.

            | network | batch | steps | greatest difference | bar | first and last loss on the CPU |
            |---|---|---|---|---|---|
            """);
        foreach (var check in SameOnDevice)
        {
            output.WriteLine(
                $"| {check.Title} | {check.Batch} | {check.Steps} | {check.Difference:0.0E+0}{(check.Holds ? "" : " **missed**")} | {DeviceCheck.Tolerance:0.###} "
                + $"| {check.First:F4}, {check.Last:F4} |");
        }
    }
}
