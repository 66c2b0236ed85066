using System.CommandLine;
using System.CommandLine.Help;
using EventCollab.Cli.Commands;

namespace EventCollab.Cli;

/// <summary>All commands; each stands in a file of its own.</summary>
internal static class CommandTree
{
    public static Command Create(CliContext context)
    {
        // Not the library's root command: that takes its name from the process, which in tests and scripts is another.
        var help = new HelpOption();
        var root = new Command("eventcollab", "Organizations that share neither data, models nor objectives train together by exchanging events.")
        {
            help,
            new VersionOption(),
            DemoCommand.Create(context),
            new Command("run", "Runs a collaboration with all its services in this process.") { RunGalCommand.Create(context) },
            HubCommand.Create(context),
            AgentCommand.Create(context),
            RewardsCommand.Create(context),
            new Command("submit", "Begins a collaboration at a hub.") { SubmitGalCommand.Create(context), SubmitGalPredictCommand.Create(context) },
            StatusCommand.Create(context),
            OperatorCommands.Pause(context),
            OperatorCommands.Resume(context),
            OperatorCommands.Cancel(context),
            new Command("data", "Tables and images, and how they are divided.")
            {
                DataListCommand.Create(context),
                DataGetCommand.Create(context),
                DataCheckCommand.Create(context),
                DataSplitCommand.Create(context),
                DataConvertCommand.Create(context),
            },
            new Command("bench", "Measurements.") { BenchRoundsCommand.Create(context) },
            new Command("torch", "The tensor library.") { TorchInfoCommand.Create(context) },
        };
        var exampled = new ExampledHelp((HelpAction)help.Action!);
        help.Action = exampled;
        root.SetAction(exampled.Invoke);
        return root;
    }
}
