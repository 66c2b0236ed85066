using System.CommandLine;

namespace EventCollab.Cli;

/// <summary>A command with examples in its help.</summary>
/// <param name="name">The word on the command line.</param>
/// <param name="description">One sentence.</param>
/// <param name="examples">Full command lines.</param>
internal class ExampledCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
