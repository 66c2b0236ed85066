using System.CommandLine;
using EventCollab.Cli.Display;
using EventCollab.Cli.Results;
using EventCollab.Cli.Running;

namespace EventCollab.Cli.Commands;

/// <summary><c>run gal</c>: hub, agents and rewards in this process, through the saga that production runs.</summary>
internal static class RunGalCommand
{
    public static Command Create(CliContext context)
    {
        var options = new GalRunOptions(null);
        var command = new ExampledCommand(
            "gal",
            "Gradient assisted learning: the sponsor boosts its prediction with features that stay where they are.",
            "eventcollab run gal --data diabetes --organizations 8 --rounds 10 --seed 0 --split-seed 0",
            "eventcollab run gal --data patients.csv --target outcome --id patient --organizations 3 --local-model ridge --json result.json",
            "eventcollab run gal --data mnist --local-model cnn --train-samples 5000 --epochs 3 --rounds 3",
            "eventcollab run gal --data wine --local-model-mix gb,svm --transport amqp://guest:guest@localhost:5672/").With(options.All);
        command.SetAction((parsed, cancellation) => RunAsync(context, options, parsed, cancellation));
        return command;
    }

    /// <summary>Shared with the demo, which has other defaults.</summary>
    public static async Task<int> RunAsync(CliContext context, GalRunOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var console = context.CreateConsole();
        IRunDisplay display = context.Interactive ? new LiveDisplay(console, context.Time) : new PlainDisplay(context.Output, context.Time);
        var file = options.JsonFile(parsed, context);
        if (file is not null)
        {
            JsonFile.RequireWritable(file);
        }

        await new GalRun(context, options.Read(parsed, context)).RunAsync(display, Finished, cancellation);
        return ExitCode.Success;

        void Finished(RunReport report)
        {
            ResultTable.Write(console, report);
            if (file is not null)
            {
                JsonFile.Write(file, report);
            }
        }
    }
}
