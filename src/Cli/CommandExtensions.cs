using System.CommandLine;
using System.Globalization;

namespace EventCollab.Cli;

/// <summary>What our commands have beyond the library's.</summary>
internal static class CommandExtensions
{
    /// <summary>The command and those above it, from the root on.</summary>
    public static IReadOnlyList<Command> Lineage(this Command command)
    {
        var lineage = new List<Command>();
        for (Command? at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
        {
            lineage.Insert(0, at);
        }

        return lineage;
    }

    public static T With<T>(this T command, params IEnumerable<Option> options)
        where T : Command
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>The one argument that has no name, and options.</summary>
    public static T With<T>(this T command, Argument argument, params IEnumerable<Option> options)
        where T : Command
    {
        command.Arguments.Add(argument);
        return command.With(options);
    }

    /// <summary>Refuses values below a bound, with one line.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, T minimum)
        where T : struct, IComparable<T>, IParsable<T>
    {
        option.Validators.Add(result =>
        {
            // What cannot be read as a number is the parser's to refuse; asking for its value here would throw.
            if (result.Tokens.Count > 0 && T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var value) && value.CompareTo(minimum) < 0)
            {
                result.AddError($"{option.Name} must be at least {minimum}, not {result.Tokens[0].Value}.");
            }
        });
        return option;
    }
}
