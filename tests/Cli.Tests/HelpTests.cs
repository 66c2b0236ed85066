using System.CommandLine;

namespace EventCollab.Cli.Tests;

public sealed class HelpTests : IDisposable
{
    private readonly Invocation _invocation = new();

    public void Dispose() => _invocation.Dispose();

    public static TheoryData<string> Commands { get; } = [.. Leaves(Tree()).Select(command => string.Join(' ', command.Lineage().Skip(1).Select(part => part.Name)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_explains_itself_and_shows_an_example(string command)
    {
        var (code, output, error) = await _invocation.RunAsync([.. command.Split(' '), "--help"]);

        code.ShouldBe(0);
        error.ShouldBeEmpty();
        output.ShouldContain("Examples:");
        output.ShouldContain($"  eventcollab {command}");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_and_argument_has_a_description_and_options_a_name_for_their_value(string command)
    {
        var leaf = Leaves(Tree()).Single(one => string.Join(' ', one.Lineage().Skip(1).Select(part => part.Name)) == command);

        leaf.Description.ShouldNotBeNullOrWhiteSpace();
        foreach (var option in leaf.Options)
        {
            option.Description.ShouldNotBeNullOrWhiteSpace($"{command} {option.Name}");
            (option.ValueType == typeof(bool) || !string.IsNullOrEmpty(option.HelpName)).ShouldBeTrue($"{command} {option.Name}");
        }

        leaf.Arguments.ShouldAllBe(argument => !string.IsNullOrEmpty(argument.Description));
    }

    [Fact]
    public async Task Without_a_command_the_help_lists_them()
    {
        var (code, output, _) = await _invocation.RunAsync();

        code.ShouldBe(0);
        output.ShouldContain("Commands:");
    }

    internal static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    internal static Command Tree() => CommandTree.Create(new CliContext { Output = TextWriter.Null, Error = TextWriter.Null, Environment = _ => null, Folder = "/" });
}
