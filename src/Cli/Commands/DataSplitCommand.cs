using System.CommandLine;
using EventCollab.Cli.Display;
using EventCollab.Cli.Input;
using EventCollab.Cli.Options;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Folders;

namespace EventCollab.Cli.Commands;

/// <summary><c>data split</c>: one folder per organization, for agents in processes of their own.</summary>
internal static class DataSplitCommand
{
    public static Command Create(CliContext context)
    {
        var data = new DataOptions(null);
        var partition = new PartitionOptions();
        var output = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = "Where the organizations' folders are made." };
        var command = new ExampledCommand(
            "split",
            "Divides data among organizations and writes one folder for each, with its own columns or rows only.",
            "eventcollab data split --data diabetes --organizations 4 --seed 0 --split-seed 0 --out parts",
            "eventcollab data split --data mnist --partition dirichlet --alpha 0.1 --samples-each 1000 --organizations 4 --out parts",
            "eventcollab data split --data heart_disease --partition by-column=institution --impute median --target-map 0=0,*=1 --out parts",
            "eventcollab agent --organization org-1 --data parts/org-1 --transport amqp://guest:guest@localhost/").With([.. data.All, .. partition.All, output]);
        command.SetAction(parsed => Write(context, partition.Add(parsed, data.Read(parsed)), Path.GetFullPath(parsed.GetRequiredValue(output), context.Folder)));
        return command;
    }

    private static void Write(CliContext context, DataChoice choice, string folder)
    {
        RequireEmpty(folder);
        var data = choice.Load(context);
        string[] names = [.. OrganizationNames.Create(data.Organizations.Count).Select(organization => organization.Value)];
        var folders = OrganizationFolder.Write(data, names, folder);
        var console = context.CreateConsole();
        console.Write(HoldingsTable.Of(data, folders));
        if (data.Dataset.Caution is { } caution)
        {
            context.Output.WriteLine($"{data.Dataset.Name}: {caution}");
        }
    }

    /// <summary>What another split left there would be handed to an organization with its own: targets that it must not know, rows of others.</summary>
    private static void RequireEmpty(string folder)
    {
        try
        {
            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                throw new CliException($"{folder}: is there already and not empty; remove it or choose another folder with --out.");
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{folder}: cannot be read ({ErrorText.OneLine(error.Message)}); choose another folder with --out.", error);
        }
    }
}
