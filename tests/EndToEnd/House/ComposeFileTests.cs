using System.Text.RegularExpressions;

namespace EventCollab.EndToEnd.House;

/// <summary>
/// What can be said of docker-compose.yml where no container engine and no YAML library are at hand: its structure, and
/// that the commands in it are commands of the program.
/// </summary>
public sealed partial class ComposeFileTests
{
    private static readonly string[] Lines = [.. Repository.ReadText("docker-compose.yml").Split('\n').Where(line => line.Length > 0 && !line.TrimStart().StartsWith('#'))];

    public static TheoryData<string> Services { get; } = [.. Blocks("services").Keys];

    [Fact]
    public void Every_line_is_a_mapping_or_a_list_at_an_even_indent()
    {
        Lines.Where(line => line.Contains('\t') || Indent(line) % 2 != 0 || !MappingOrItem().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public void The_parts_of_a_consortium_are_there()
    {
        Blocks("services").Keys.Order().ShouldBe(["broker", "hub", "org-1", "org-2", "org-3", "org-4", "rewards"]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_has_an_image_and_a_volume_and_publishes_on_loopback_only(string service)
    {
        var block = Blocks("services")[service];

        block.Any(line => line.Contains("<<: *service", StringComparison.Ordinal) || line.Contains("image:", StringComparison.Ordinal)).ShouldBeTrue();
        foreach (var port in Values(block, "ports"))
        {
            port.ShouldStartWith("127.0.0.1:");
        }

        var volumes = Values(block, "volumes").Select(volume => volume.Split(':')[0]).ToList();
        volumes.ShouldNotBeEmpty();
        volumes.Where(volume => !volume.StartsWith("./runs/", StringComparison.Ordinal)).ShouldAllBe(volume => Blocks("volumes").ContainsKey(volume));
    }

    [Fact]
    public void Every_reference_has_its_definition()
    {
        var text = string.Join('\n', Lines);

        Reference().Matches(text).Select(match => match.Groups["name"].Value).Distinct().ShouldAllBe(name => text.Contains($"&{name}\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("hub")]
    [InlineData("rewards")]
    [InlineData("org-1")]
    [InlineData("org-4")]
    public async Task A_services_command_and_options_are_known_to_the_program(string service)
    {
        var command = Values(Blocks("services")[service], "command");

        var help = (await EventCollabProgram.RunAsync(command[0], "--help")).ShouldSucceed().Output;

        foreach (var option in command.Where(word => word.StartsWith("--", StringComparison.Ordinal)))
        {
            help.ShouldContain($"{option} <");
        }
    }

    /// <summary>The lines of each entry of a top-level mapping, by its name.</summary>
    private static Dictionary<string, List<string>> Blocks(string section)
    {
        var blocks = new Dictionary<string, List<string>>();
        foreach (var line in Lines.SkipWhile(line => line != $"{section}:").Skip(1).TakeWhile(line => Indent(line) > 0))
        {
            if (Indent(line) == 2)
            {
                blocks[line.Trim().TrimEnd(':')] = [];
            }
            else
            {
                blocks.Last().Value.Add(line);
            }
        }

        return blocks;
    }

    /// <summary>The elements of a list written in one line.</summary>
    private static string[] Values(List<string> block, string key) =>
        block.Find(line => line.StartsWith($"    {key}: [", StringComparison.Ordinal)) is { } line
            ? [.. Quoted().Matches(line).Select(match => match.Groups["text"].Value)]
            : [];

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    [GeneratedRegex(@"^ *(- \S.*|[\w<.-]+:( .*)?)$")]
    private static partial Regex MappingOrItem();

    [GeneratedRegex(@": \*(?<name>\w+)")]
    private static partial Regex Reference();

    [GeneratedRegex("\"(?<text>[^\"]*)\"")]
    private static partial Regex Quoted();
}
