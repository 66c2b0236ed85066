using System.CommandLine;
using System.Text;
using EventCollab.Learning.Data;

namespace EventCollab.Cli.Commands;

/// <summary><c>data list</c>: the catalogue and where its files were found, in at most 100 columns.</summary>
internal static class DataListCommand
{
    public static Command Create(CliContext context)
    {
        var root = new Option<string?>("--data-root") { HelpName = "DIR", Description = "Folder of the catalogue's files, looked in first." };
        var name = new Argument<string?>("NAME") { Arity = ArgumentArity.ZeroOrOne, Description = "A data set of which all is told: origin, licence, cautions, files." };
        var command = new ExampledCommand(
            "list", "Lists the catalogue and where each set was found; with a name, all that is known of it.", "eventcollab data list", "eventcollab data list mnist").With(name, [root]);
        command.SetAction(parsed =>
        {
            var catalogue = Catalogue.Default(parsed.GetValue(root), context.Environment, context.Folder);
            context.Output.Write(parsed.GetValue(name) is { } given ? One(catalogue, DataNames.Entry(given)) : All(catalogue));
        });
        return command;
    }

    private static string All(Catalogue catalogue)
    {
        var text = new StringBuilder();
        text.AppendLine($"{"name",-20} {"size",-22} {"task",-15} {"licence",-12} found in");
        foreach (var entry in Catalogue.Entries)
        {
            var root = Enumerable.Range(0, catalogue.Roots.Count).Cast<int?>().FirstOrDefault(index => new Catalogue([catalogue.Roots[index!.Value]]).Locate(entry) is not null);
            var place = root is { } found ? $"[{found + 1}]" : entry.Addresses.Count > 0 ? "data get" : "nowhere";
            text.AppendLine($"{entry.Name,-20} {entry.Size,-22} {entry.Task.ToString().ToLowerInvariant(),-15} {Short(entry.Licence),-12} {place}{(entry.CautionWhere(filled: false) is null ? string.Empty : " *")}");
        }

        text.AppendLine().AppendLine("* has a caution: 'eventcollab data list NAME' tells it, with origin and licence.").AppendLine("Looked in, in this order:");
        foreach (var (index, root) in catalogue.Roots.Index())
        {
            text.AppendLine($"  [{index + 1}] {root}");
        }

        return text.ToString();
    }

    private static string One(Catalogue catalogue, CatalogueEntry entry)
    {
        var text = new StringBuilder();
        text.AppendLine($"{entry.Name}: {entry.Size}, {entry.Task.ToString().ToLowerInvariant()}{(entry.Classes is { } classes ? $" in {classes} classes" : string.Empty)}");
        text.AppendLine($"origin   {entry.Origin}").AppendLine($"licence  {entry.Licence}").AppendLine($"found    {catalogue.Locate(entry) ?? "nowhere"}");
        if (entry.CautionWhere(filled: false) is { } caution)
        {
            text.AppendLine($"caution  {caution}");
        }

        if (entry.Addresses.Count > 0)
        {
            text.AppendLine($"fetch    eventcollab data get {entry.Name} ({string.Join(", ", entry.Addresses)})");
        }

        foreach (var file in entry.Files)
        {
            text.AppendLine($"file     {file.Path}, {file.Length} bytes{(file.Sha256 is null ? string.Empty : $", SHA-256 {file.Sha256}")}");
        }

        return text.ToString();
    }

    private static string Short(string licence) => licence.Split(" (")[0] is { Length: <= 12 } first ? first : "see NAME";
}
