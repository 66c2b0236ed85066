using System.Diagnostics;
using System.Text.Json;

namespace EventCollab.RoundsTable;

/// <summary>One line of the table: the middle one of several runs, by rounds a second.</summary>
internal sealed record Row(string Transport, int Organizations, string Payload, int Rounds, double RoundsPerSecond, double P50Ms, double P99Ms, IReadOnlyList<Used> Processes)
{
    /// <exception cref="InvalidOperationException">A run failed, or its vector was wrong at the end.</exception>
    public static async Task<Row> MeasureAsync(string transport, string[] options, int organizations, string payload, int rounds, int repeats)
    {
        var runs = new List<Row>();
        for (var run = 0; run < repeats; run++)
        {
            runs.Add(await RunAsync(transport, options, organizations, payload, rounds));
            await Console.Error.WriteLineAsync($"{organizations} x {payload}, {transport}: {runs[^1].RoundsPerSecond:0.0} rounds/s");
        }

        return runs.OrderBy(run => run.RoundsPerSecond).ElementAt(repeats / 2);
    }

    private static async Task<Row> RunAsync(string transport, string[] options, int organizations, string payload, int rounds)
    {
        var file = Path.GetTempFileName();
        try
        {
            await ProgramAsync([
                "bench", "rounds", "--organizations", $"{organizations}", "--payload", payload, "--rounds", $"{rounds}", "--json", file, .. options,
            ]);
            using var document = JsonDocument.Parse(await File.ReadAllTextAsync(file));
            return Read(document.RootElement, transport, organizations, payload, rounds);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Row Read(JsonElement report, string transport, int organizations, string payload, int rounds)
    {
        var mean = report.GetProperty("finalMean").GetDouble();
        return mean.Equals(rounds)
            ? new Row(
                transport,
                organizations,
                payload,
                rounds,
                report.GetProperty("roundsPerSecond").GetDouble(),
                report.GetProperty("p50Ms").GetDouble(),
                report.GetProperty("p99Ms").GetDouble(),
                [.. report.GetProperty("processes").EnumerateArray().Select(process => new Used(
                    process.GetProperty("name").GetString()!, process.GetProperty("cpuSeconds").GetDouble(), process.GetProperty("peakRssMb").GetDouble()))])
            : throw new InvalidOperationException($"The mean at the end is {mean}; {rounds} rounds must give {rounds}.");
    }

    private static async Task ProgramAsync(IReadOnlyList<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "eventcollab.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"eventcollab {string.Join(' ', arguments)}: {error.Trim()} {(await output).Trim()}");
        }
    }
}
