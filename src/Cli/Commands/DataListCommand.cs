using System.CommandLine;
using EventCollab.Learning.Data;
using Spectre.Console;

namespace EventCollab.Cli.Commands;

/// <summary><c>data list</c>: the catalogue and where its files were found.</summary>
internal static class DataListCommand
{
    public static Command Create(CliContext context)
    {
        var root = new Option<string?>("--data-root") { HelpName = "DIR", Description = "Folder of the catalogue's files, looked in first." };
        var command = new ExampledCommand("list", "Lists the catalogue, where each file was found, its origin and licence.", "eventcollab data list").With(root);
        command.SetAction(parsed => Write(context, Catalogue.Default(parsed.GetValue(root), context.Environment, context.Folder)));
        return command;
    }

    private static void Write(CliContext context, Catalogue catalogue)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Simple)
            .AddColumn("name").AddColumn("rows x columns").AddColumn("task").AddColumn("file").AddColumn("origin").AddColumn("licence");
        foreach (var entry in Catalogue.Entries)
        {
            table.AddRow(
                Markup.Escape(entry.Name),
                entry.Size,
                entry.Task.ToString().ToLowerInvariant(),
                Markup.Escape(catalogue.Locate(entry) ?? "not found"),
                Markup.Escape(entry.Origin),
                Markup.Escape(entry.Licence));
        }

        var console = context.CreateConsole();
        console.Write(table);
        console.MarkupLineInterpolated($"looked in {string.Join(", ", catalogue.Roots)}");
    }
}
