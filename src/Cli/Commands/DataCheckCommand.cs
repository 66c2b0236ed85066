using System.CommandLine;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Cli.Commands;

/// <summary><c>data check</c>: compares what is there with the catalogue.</summary>
internal static class DataCheckCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "The data set; without it all that are found." };
        var root = new Option<string?>("--data-root") { HelpName = "DIR", Description = "Folder of the catalogue's files, looked in first." };
        var command = new ExampledCommand(
            "check", "Checks hashes, shapes and classes of data sets, one line each; exit code 1 where something is wrong.", "eventcollab data check mnist").With(name, [root]);
        command.SetAction(parsed =>
        {
            var catalogue = Catalogue.Default(parsed.GetValue(root), context.Environment, context.Folder);
            var chosen = parsed.GetValue(name) is { } given ? [DataNames.Entry(given)] : Catalogue.Entries.Where(entry => catalogue.Locate(entry) is not null).ToList();
            string?[] faults = [.. chosen.Select(entry => Check(context, catalogue, entry))];
            return faults.All(fault => fault is null) ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static string? Check(CliContext context, Catalogue catalogue, CatalogueEntry entry)
    {
        var fault = Fault(catalogue, entry, out var what);
        context.Output.WriteLine(fault is null ? $"{entry.Name}: ok, {what}" : $"{entry.Name}: WRONG: {fault}");
        return fault;
    }

    private static string? Fault(Catalogue catalogue, CatalogueEntry entry, out string what)
    {
        what = string.Empty;
        if (catalogue.Locate(entry) is not { } found)
        {
            return $"not found in {string.Join(", ", catalogue.Roots)}; {(entry.Addresses.Count > 0 ? $"fetch it with 'eventcollab data get {entry.Name}'" : "give its folder with --data-root")}";
        }

        var root = found[..^entry.Path.Length];
        try
        {
            foreach (var file in entry.Files)
            {
                var path = Path.Combine(root, file.Path);
                var fault = File.Exists(path) ? FileCheck.Fault(path, file) : "not there";
                if (fault is not null)
                {
                    return $"{path}: {fault}";
                }
            }

            var dataset = new Catalogue([root]).Load(new DataRequest(entry.Name) { Rules = new TableRules { Imputation = Imputation.Median } });
            var classes = dataset.Task == PredictionTask.Classification ? dataset.Samples.Target.Distinct().Count() : (int?)null;
            what = $"{entry.Size}{(classes is null ? string.Empty : $", {classes} classes")} in {found}";
            return dataset.Samples.Rows == entry.Rows && classes == entry.Classes ? null : $"{dataset.Samples.Rows} rows and {classes} classes instead of {entry.Rows} and {entry.Classes}";
        }
        catch (DataException error)
        {
            return error.Message;
        }
    }
}
