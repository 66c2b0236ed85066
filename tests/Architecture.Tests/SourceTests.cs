using System.Text.RegularExpressions;

namespace EventCollab.Architecture.Tests;

/// <summary>Habits of the house that no analyzer holds.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines() =>
        Rooms.Files("src").Where(path => Rooms.Lines(path).Length > MaxLines).ShouldBeEmpty();

    /// <summary>The binding of libtorch keeps the nesting and the files of the library whose names it takes.</summary>
    [Fact]
    public void A_file_holds_one_public_type() =>
        Rooms.Files("src")
            .Where(path => !path.StartsWith("src/Torch/", StringComparison.Ordinal))
            .Where(path => PublicTypes(path).Count() > 1)
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_sleeps()
    {
        // In two pieces, or this line would find itself.
        var sleep = "Thread" + ".Sleep";

        new[] { "src", "tests", "bench" }
            .Where(folder => Directory.Exists(Path.Combine(Rooms.Root, folder)))
            .SelectMany(Rooms.Files)
            .Where(path => Rooms.Lines(path).Any(line => line.Contains(sleep, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/architecture.md")]
    public void Every_room_stands_in_the_tables_of_the_architecture(string page)
    {
        var rows = Rooms.Lines(page).Where(line => line.StartsWith('|')).Select(line => line.Split('|')[1]).ToList();

        Rooms.MayUse.Keys.Where(room => !rows.Any(first => Regex.IsMatch(first, $@"\b{room}\b"))).ShouldBeEmpty();
    }

    private static IEnumerable<string> PublicTypes(string path) =>
        Rooms.Lines(path).Select(line => PublicType().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    /// <summary>File-scoped namespaces put the types of a file, and only those, at the beginning of the line.</summary>
    [GeneratedRegex(@"^public (?:[a-z]+ )*?(?:class|record struct|record|struct|interface|enum|delegate [\w<>?\[\]]+) (?<name>\w+)")]
    private static partial Regex PublicType();
}
