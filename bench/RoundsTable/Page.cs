namespace EventCollab.RoundsTable;

/// <summary>The page <c>docs/performance.md</c>.</summary>
internal static class Page
{
    public static void Write(TextWriter output, IReadOnlyList<Row> rows, int repeats)
    {
        output.WriteLine(
            $"""
            # Performance

            Rounds in which nothing is trained: every organization receives a float32 vector, adds 1 and sends it back, and the
            coordinator takes the mean; the vector's mean at the end is checked. Each line is the middle one of {repeats} runs by rounds a
            second; the first round of a run is not counted. Written by `make bench` on {Machine()}, where hub,
            rewards, all agents and the broker share the processors. Figures of other machines do not compare.

            Durable: the hub's store and every journal and payload wait for the disk; over RabbitMQ the queues are quorum queues
            and every message is confirmed. Embedded without it survives the death of the process, not a power cut. CPU seconds
            cover the measurement, memory is the highest resident size.

            | organizations x payload | rounds | transport | rounds/s | median ms | p99 ms | processes: CPU s, peak MB |
            |---|---|---|---|---|---|---|
            """);
        foreach (var row in rows)
        {
            output.WriteLine(
                $"| {row.Organizations} x {row.Payload} | {row.Rounds} | {row.Transport} | {row.RoundsPerSecond:0.0} | {row.P50Ms:0.0} | {row.P99Ms:0.0} "
                + $"| {string.Join("; ", row.Processes.Select(process => $"{process.Name}: {process.CpuSeconds:0.0}, {process.PeakMb:0}"))} |");
        }
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{Environment.ProcessorCount} logical processors{(model is null ? string.Empty : $" ({model})")}";
    }
}
