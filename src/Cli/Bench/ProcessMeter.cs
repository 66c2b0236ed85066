using System.Diagnostics;
using EventCollab.Cli.Results;

namespace EventCollab.Cli.Bench;

/// <summary>Measures processes of this machine from a start to an end.</summary>
internal sealed class ProcessMeter
{
    private readonly List<(string Name, int Pid, TimeSpan Before)> _processes = [];

    public void Add(string name, int pid)
    {
        using var process = Process.GetProcessById(pid);
        _processes.Add((name, pid, process.TotalProcessorTime));
    }

    public IReadOnlyList<ProcessUsage> Read() => [.. _processes.Select(entry =>
    {
        using var process = Process.GetProcessById(entry.Pid);
        return new ProcessUsage(entry.Name, entry.Pid, Math.Round((process.TotalProcessorTime - entry.Before).TotalSeconds, 2), ProcessMemory.PeakMb($"{entry.Pid}"));
    })];
}
