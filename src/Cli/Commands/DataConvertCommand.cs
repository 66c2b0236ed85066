using System.CommandLine;
using EventCollab.Cli.Options;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Mapped;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Cli.Commands;

/// <summary><c>data convert</c>: makes a mapped file, for data that are larger than memory.</summary>
internal static class DataConvertCommand
{
    public static Command Create(CliContext context)
    {
        var data = new Option<string>("--data") { Required = true, HelpName = "PATH", Description = "A CSV file of numbers, or a folder of IDX images." };
        var target = new Option<string?>("--target") { HelpName = "COLUMN", Description = "Column to predict; needed for a CSV file." };
        var table = new TableOptions();
        var output = new Option<string>("--out") { Required = true, HelpName = "FILE", Description = "The mapped file, by custom with the ending .ecrows; --data takes it afterwards." };
        var command = new ExampledCommand(
            "convert",
            "Makes a file that is read where it lies, piece by piece, so that data larger than memory can be trained on.",
            "eventcollab data convert --data big.csv --target y --out big.ecrows",
            "eventcollab run gal --data big.ecrows --organizations 4").With([data, target, .. table.OfNumbers, output]);
        command.SetAction(parsed => Convert(
            context,
            table.Add(parsed, new DataRequest(Source(context, parsed.GetRequiredValue(data))) { Target = parsed.GetValue(target) }),
            Path.GetFullPath(parsed.GetRequiredValue(output), context.Folder)));
        return command;
    }

    private static string Source(CliContext context, string data)
    {
        var path = Path.GetFullPath(data, context.Folder);
        return Path.Exists(path) || Catalogue.Find(data) is null
            ? path
            : throw new CliException($"'{data}' is a name of the catalogue, and only files and folders are converted; give the path that 'eventcollab data list {data}' shows.");
    }

    private static void Convert(CliContext context, DataRequest request, string output)
    {
        if (Directory.Exists(request.Data))
        {
            MappedConversion.FromImages(request.Data, output);
        }
        else
        {
            MappedConversion.FromTable(
                request.Data,
                new TableFormat
                {
                    Target = request.Target ?? throw new CliException($"{request.Data}: which column is predicted? Name it with --target COLUMN."),
                    Separator = request.Separator,
                    Excluded = request.Excluded,
                    TargetMap = request.TargetMap,
                },
                output);
        }

        using var samples = MappedSet.Open(output);
        context.Output.WriteLine($"{output}: {samples.Ids.Count} rows of {string.Join("x", samples.Shape)} values, target '{samples.TargetName}', {new FileInfo(output).Length} bytes");
    }
}
