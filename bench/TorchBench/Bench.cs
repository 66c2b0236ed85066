namespace EventCollab.TorchBench;

/// <summary>All measurements that were asked for.</summary>
internal static class Bench
{
    /// <summary>At most nine tenths of Python's time.</summary>
    private const double AdditionBar = 1 / 0.9;

    private static readonly (string Way, string Title)[] Additions =
    [
        ("scope", "the scope it was made in"),
        ("using", "`using`, inside a scope"),
        ("bare", "`using`, without a scope"),
    ];

    public static Report Measure(Settings settings)
    {
        var directory = Directory.CreateTempSubdirectory("torch-bench-");
        try
        {
            return Measure(settings, directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Report Measure(Settings settings, string directory)
    {
        var comparison = new Comparison(settings, directory);
        var sameOnDevice = settings.Wants("device") && (settings.OnCuda || settings.Only.Count > 0) ? DeviceCheck.Measure(settings, directory) : [];
        var memory = settings.Wants("memory") ? Memory.Measure(settings, directory, Workload.OfMemory) : null;
        List<Row> rows = [];
        foreach (var threads in settings.Threads)
        {
            rows.AddRange(Workload.All.Where(workload => settings.Wants(workload.Name))
                .Select(workload => comparison.Measure(workload.Name, workload.Title, workload.Name, threads, workload, workload.Bar, workload.Aim)));
        }

        List<Row> additions = [];
        if (settings.Wants("add") && !settings.OnCuda)
        {
            additions.AddRange(Additions.Select(addition => comparison.Measure($"add-{addition.Way}", addition.Title, "add", 1, null, AdditionBar, AdditionBar)));
        }

        return new Report(settings, comparison.Version, rows, additions, memory, sameOnDevice);
    }
}
