using System.Diagnostics;
using System.Text.Json;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.DataBench;

/// <summary>Loads in a process of its own, so that its memory is its own.</summary>
internal static class Worker
{
    public static void Load(string path)
    {
        var watch = Stopwatch.StartNew();
        var table = TableReader.Read(path, new TableFormat { Target = "target" });
        var wall = watch.Elapsed.TotalSeconds;
        var sum = table.Features.Sum() + table.Target.Sum();
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(JsonSerializer.Serialize(new Loaded("EventCollab", table.Rows, sum, wall, self.TotalProcessorTime.TotalSeconds, self.PeakWorkingSet64)));
    }

    /// <summary>The same program again, whether it was started by its own host or through <c>dotnet</c>.</summary>
    public static Loaded RunSelf(string path)
    {
        var host = Environment.ProcessPath!;
        var program = Path.Combine(AppContext.BaseDirectory, "EventCollab.DataBench.dll");
        return Path.GetFileNameWithoutExtension(host) == "dotnet" ? Run(host, program, "load", path) : Run(host, "load", path);
    }

    public static Loaded Run(string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<Loaded>(answer)!
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
