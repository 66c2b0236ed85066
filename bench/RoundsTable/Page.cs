namespace EventCollab.RoundsTable;

/// <summary>The page <c>docs/performance.md</c>.</summary>
internal static class Page
{
    private const string Aims =
        """

        ## Aims, beside Flower

        Flower's figures were taken on another machine. Where the table above stays below a column here, that is not reached.

        | organizations x payload | Flower 1.4 in memory: rounds/s, server MB | Flower SuperLink 1.10 to 1.22: rounds/s | aim embedded | aim over RabbitMQ |
        |---|---|---|---|---|
        | 4 x 10KB | 264 to 283, 58 | 0.33 to 0.12 | 600 | 150 |
        | 8 x 1MiB | 22 to 23, 170 | | 45 | 18 |

        600 rounds/s on two processors leave 3.3 ms of processor time a round. The profile of 4 x 10KB embedded is flat:
        compiling at run time in short runs, payload files and journals, waking threads, SQLite, the saga's row to and from
        JSON, message pipelines. Fewer messages a round (rewards tell every organization each time), fewer copies of the
        broadcast on disk and compiling ahead of time would help next.
        """;

    public static void Write(TextWriter output, IReadOnlyList<Row> rows, int repeats)
    {
        output.WriteLine(
            $"""
            # Performance

            Rounds in which nothing is trained: every organization receives a float32 vector, adds 1 and sends it back, and the
            coordinator takes the mean; the vector's mean at the end is checked. Runs of each line: {repeats}; shown is the middle one by rounds a
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

        output.WriteLine(Aims);
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[2];
        return $"{Environment.ProcessorCount} logical processors{(model is null ? string.Empty : $" ({model})")}, load {load} in the quarter of an hour before the end";
    }
}
