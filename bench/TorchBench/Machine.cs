namespace EventCollab.TorchBench;

internal static class Machine
{
    /// <summary>Processors and load, for the head of a page.</summary>
    public static string Facts()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[2];
        return $"{Environment.ProcessorCount} logical processors{(model is null ? "" : $" ({model})")}, load {load} in the quarter of an hour before the end";
    }
}
