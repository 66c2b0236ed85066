using System.CommandLine;
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
        var output = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = "Where the organizations' folders are made." };
        var command = new ExampledCommand(
            "split",
            "Divides data among organizations and writes one folder for each, with its own columns only.",
            "eventcollab data split --data diabetes --organizations 4 --seed 0 --split-seed 0 --out parts",
            "eventcollab agent --organization org-1 --data parts/org-1 --transport amqp://guest:guest@localhost/").With([.. data.All, output]);
        command.SetAction(parsed => Write(context, data.Read(parsed), Path.GetFullPath(parsed.GetRequiredValue(output), context.Folder)));
        return command;
    }

    private static void Write(CliContext context, DataChoice choice, string folder)
    {
        var data = choice.Load(context);
        var folders = OrganizationFolder.Write(data, [.. OrganizationNames.Create(choice.Organizations).Select(organization => organization.Value)], folder);
        foreach (var (index, path) in folders.Index())
        {
            var organization = data.Organizations[index];
            context.Output.WriteLine($"{path}: {organization.Description}{(organization.Targets is null ? string.Empty : " and the target")}");
        }
    }
}
