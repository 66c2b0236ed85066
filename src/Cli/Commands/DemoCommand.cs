using System.CommandLine;

namespace EventCollab.Cli.Commands;

/// <summary><c>demo</c>: <c>run gal</c> with data, baselines and a fallback of its own.</summary>
internal static class DemoCommand
{
    public static Command Create(CliContext context)
    {
        var options = new GalRunOptions("diabetes");
        var command = new ExampledCommand(
            "demo",
            "Eight organizations train together on a real table, in this process; made-up data where none is found.",
            "eventcollab demo",
            "eventcollab demo --data wine --local-model ridge").With(options.All);
        command.SetAction((parsed, cancellation) => RunGalCommand.RunAsync(context, options, parsed, cancellation));
        return command;
    }
}
