using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EventCollab.Cli;

/// <summary>The library's help, followed by the command's examples.</summary>
internal sealed class ExampledHelp(HelpAction inner) : SynchronousCommandLineAction
{
    // Help with errors on the line is still help.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ExampledCommand { Examples.Count: > 0 } command)
        {
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
