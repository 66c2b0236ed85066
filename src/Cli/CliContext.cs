using Spectre.Console;

namespace EventCollab.Cli;

/// <summary>What a command sees of the machine: outputs, environment and folder. Tests give their own.</summary>
internal sealed record CliContext
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    public required string Folder { get; init; }

    /// <summary>True where the output is a terminal, on which a table can be redrawn.</summary>
    public bool Interactive { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static CliContext OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Environment = System.Environment.GetEnvironmentVariable,
        Folder = Directory.GetCurrentDirectory(),
        Interactive = !Console.IsOutputRedirected,
    };

    /// <summary>Text with tables and colours; plain where the output is not a terminal.</summary>
    public IAnsiConsole CreateConsole()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = Interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = Interactive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = Interactive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!Interactive)
        {
            // A pipe has no width; tables must not be wrapped at a guessed one, nor lines that a script reads.
            console.Profile.Width = 400;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
