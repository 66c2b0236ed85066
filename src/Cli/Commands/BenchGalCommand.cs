using System.CommandLine;
using System.Text.Json.Nodes;
using EventCollab.Cli.Bench;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Commands;

/// <summary><c>bench gal</c>: the paper's table beside what is measured here, as Markdown.</summary>
internal static class BenchGalCommand
{
    public static Command Create(CliContext context)
    {
        var root = new Option<string?>("--data-root") { HelpName = "DIR", Description = "Folder of the catalogue's files, looked in first." };
        var model = new Option<string>("--local-model") { HelpName = "ridge|linear|mlp", Description = "Model that each organization fits.", DefaultValueFactory = _ => "linear" }
            .AcceptOnlyFromAmong("ridge", "linear", "mlp");
        var seeds = new Option<int>("--seeds") { HelpName = "N", Description = "Runs per cell, with seeds 0 .. N-1.", DefaultValueFactory = _ => 4 }.AtLeast(1);
        var rounds = new Option<int>("--rounds") { HelpName = "T", Description = "Rounds of each run.", DefaultValueFactory = _ => 10 }.AtLeast(1);
        var split = new Option<long>("--split-seed") { HelpName = "S", Description = "Seed of the one split into training and evaluation rows.", DefaultValueFactory = _ => 0 };
        var command = new ExampledCommand(
            "gal",
            "Measures GAL, Joint and Alone with 8 organizations and prints them beside the published numbers, as Markdown.",
            "eventcollab bench gal",
            "eventcollab bench gal --local-model ridge --seeds 12").With(root, model, seeds, rounds, split);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var catalogue = Catalogue.Default(parsed.GetValue(root), context.Environment, context.Folder);
                GalTrial Trial(string name) => new(
                    catalogue.Load(new DataRequest(name)), parsed.GetRequiredValue(model), parsed.GetValue(rounds), parsed.GetValue(seeds), parsed.GetValue(split));
                WriteSets(context.Output, Trial, cancellation);
                WriteAblations(context.Output, Trial, cancellation);
            },
            cancellation));
        return command;
    }

    private static void WriteSets(TextWriter output, Func<string, GalTrial> trial, CancellationToken cancellation)
    {
        output.WriteLine("| data | metric | Joint published | Joint | Alone published | Alone | GAL published | GAL |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var published in PublishedGal.All)
        {
            var set = trial(published.Data);
            var metric = Catalogue.Find(published.Data)!.Task == PredictionTask.Regression ? "mad" : "accuracy %";
            var (joint, alone, gal) = (set.Joint(cancellation), set.Alone(cancellation), set.Together(null, cancellation));
            output.WriteLine(
                $"| {published.Data} | {metric} | {Text(published.Joint)} | {Text(joint)} | {Text(published.Alone)} | {Text(alone)} | {Text(published.Gal)} | {Text(gal)} |");
            output.Flush();
        }
    }

    private static void WriteAblations(TextWriter output, Func<string, GalTrial> trial, CancellationToken cancellation)
    {
        output.WriteLine();
        output.WriteLine("| check of gal.md 11.2 | measured |");
        output.WriteLine("|---|---|");
        Row("A6", "breast_cancer", "noise of deviation 5 on organizations 5 to 8, weights optimised", new JsonObject { ["noiseSigma"] = 5 });
        Row("A6", "breast_cancer", "the same with uniform weights", new JsonObject { ["noiseSigma"] = 5, ["weights"] = "uniform" });
        Row("A8", "diabetes", "rate searched", []);
        Row("A8", "diabetes", "rate fixed at 1", new JsonObject { ["rate"] = "fixed" });
        Row("privacy", "diabetes", "interval privacy of the residuals", new JsonObject { ["privacy"] = "ip" });
        Row("privacy", "diabetes", "Laplace noise on the residuals", new JsonObject { ["privacy"] = "dp" });

        void Row(string check, string data, string what, JsonObject options)
        {
            output.WriteLine($"| {check}: {data}, {what} | {Text(trial(data).Together(options, cancellation))} |");
            output.Flush();
        }
    }

    private static string Text(double? value) => value is { } number ? $"{number:0.0}" : "";

    private static string Text(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        var deviation = values.Count > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) : 0;
        return mean < 10 ? $"{mean:0.00} ({deviation:0.00})" : $"{mean:0.0} ({deviation:0.0})";
    }
}
