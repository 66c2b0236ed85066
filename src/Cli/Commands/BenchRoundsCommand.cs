using System.CommandLine;
using EventCollab.Cli.Bench;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Cli.Results;
using Spectre.Console;

namespace EventCollab.Cli.Commands;

/// <summary><c>bench rounds</c>: how fast rounds go when nothing is trained.</summary>
internal static class BenchRoundsCommand
{
    public static Command Create(CliContext context)
    {
        var transport = new TransportOption(embeddedAllowed: true);
        var organizations = new Option<int>("--organizations") { HelpName = "N", Description = "Number of organizations.", DefaultValueFactory = _ => 4 }.AtLeast(1);
        var payload = new Option<string>("--payload")
        {
            HelpName = "SIZE",
            Description = "Size of the vector that travels each way, a multiple of 4 bytes: 10KB is 10 000 bytes, 1MiB 1 048 576.",
            DefaultValueFactory = _ => "10KB",
        };
        var rounds = new Option<int>("--rounds") { HelpName = "N", Description = "Number of rounds.", DefaultValueFactory = _ => 300 }.AtLeast(2);
        var durable = new Option<bool>("--durable") { Description = "Waits for the disk at each commit. Always so over a broker." };
        var folder = new Option<string?>("--run-dir") { HelpName = "DIR", Description = "Folder for stores and journals, kept afterwards. Default: a temporary one." };
        var json = new Option<string?>("--json") { HelpName = "FILE", Description = "Writes the results as JSON." };
        var command = new ExampledCommand(
            "rounds",
            "Measures rounds in which every organization adds 1 to a vector, and checks the vector at the end.",
            "eventcollab bench rounds --organizations 4 --payload 10KB --rounds 300 --transport embedded",
            "eventcollab bench rounds --organizations 8 --payload 1MiB --rounds 50 --transport amqp://guest:guest@localhost:5672/ --json rounds.json")
            .With([organizations, payload, rounds, .. transport.All, durable, folder, json]);
        command.SetAction(async (parsed, cancellation) =>
        {
            var bytes = ByteSize.Parse(parsed.GetRequiredValue(payload));
            if (bytes % sizeof(float) != 0)
            {
                throw new CliException($"--payload {parsed.GetValue(payload)} is {bytes} bytes; a vector of float32 needs a multiple of {sizeof(float)}.");
            }

            var address = transport.Read(parsed, context);
            var report = await new RoundsBench(
                context,
                new RoundsRequest(
                    parsed.GetValue(organizations),
                    bytes,
                    parsed.GetValue(rounds),
                    address,
                    Full(parsed.GetValue(folder), context),
                    parsed.GetValue(durable) || !address.IsEmbedded)).RunAsync(cancellation);
            Write(context.CreateConsole(), report);
            if (Full(parsed.GetValue(json), context) is { } file)
            {
                JsonFile.Write(file, report);
            }
        });
        return command;
    }

    private static void Write(IAnsiConsole console, BenchReport report)
    {
        console.MarkupLineInterpolated(
            $"{report.Organizations} x {ByteSize.Format(report.PayloadBytes)}, {report.Rounds} rounds over {report.Transport}: [bold]{report.RoundsPerSecond:0.0} rounds/s[/], median {report.P50Ms:0.00} ms, p99 {report.P99Ms:0.00} ms, final mean {report.FinalMean}");
        var table = new Table().Border(TableBorder.Simple).AddColumn("process").AddColumn("pid").AddColumn("CPU s").AddColumn("peak memory MB");
        foreach (var process in report.Processes)
        {
            table.AddRow(process.Name, $"{process.Pid}", $"{process.CpuSeconds:0.00}", $"{process.PeakRssMb:0}");
        }

        console.Write(table);
    }

    private static string? Full(string? path, CliContext context) => path is null ? null : Path.GetFullPath(path, context.Folder);
}
