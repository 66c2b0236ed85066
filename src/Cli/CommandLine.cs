using System.CommandLine;
using System.CommandLine.Invocation;

namespace EventCollab.Cli;

/// <summary>Parses the arguments, runs the command and turns every failure into one line on stderr and an exit code.</summary>
internal sealed class CommandLine(CliContext context)
{
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        var parsed = CommandTree.Create(context).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            return Usage(parsed);
        }

        var configuration = new InvocationConfiguration
        {
            Output = context.Output,
            Error = context.Error,
            EnableDefaultExceptionHandler = false,

            // Time to cancel a collaboration, stop services and delete a run's queues after Ctrl-C.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    private int Usage(ParseResult parsed)
    {
        var help = string.Join(' ', parsed.CommandResult.Command.Lineage().Select(command => command.Name));

        // A misspelt command is first reported as a missing one.
        var first = parsed.Errors.OrderBy(error => error.Message.StartsWith("Required command", StringComparison.Ordinal)).First().Message;
        context.Error.WriteLine($"eventcollab: error: {ErrorText.OneLine(first)} See '{help} --help'.");
        return ExitCode.Usage;
    }

    private int Failed(Exception exception)
    {
        if (context.Environment("EVENTCOLLAB_DEBUG") == "1")
        {
            context.Error.WriteLine(exception);
        }

        context.Error.WriteLine($"eventcollab: error: {ErrorText.Of(exception)}");
        return exception is OperationCanceledException ? ExitCode.Cancelled : ExitCode.Failure;
    }
}
