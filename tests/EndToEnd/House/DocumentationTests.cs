using System.Text.RegularExpressions;

namespace EventCollab.EndToEnd.House;

public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages { get; } = [.. Directory.EnumerateFiles(Repository.Root, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.md", SearchOption.AllDirectories))
        .Select(page => Path.GetRelativePath(Repository.Root, page)).Order()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_of_a_page_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var targets = Link().Matches(Repository.ReadText(page)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0]);

        targets.Where(target => !Path.Exists(Path.Combine(folder, target))).ShouldBeEmpty();
    }

    [Fact]
    public void The_files_to_follow_one_round_hold_the_types_that_are_named()
    {
        var rows = RoundStep().Matches(Section("round"));

        rows.Count.ShouldBeInRange(8, 10);
        foreach (Match row in rows)
        {
            var text = Repository.ReadText(row.Groups["file"].Value);
            text.ShouldMatch($@"\b(class|record|interface|struct|enum)\s+{row.Groups["type"].Value}\b", row.Value);
        }
    }

    [Fact]
    public void What_the_demo_printed_is_shown()
    {
        Section("demo").ShouldContain("hash ");
    }

    [Fact]
    public void The_table_of_results_is_that_of_the_measured_page()
    {
        var measured = Repository.ReadText("docs/gal-results.md").Split('\n');
        var rows = Section("results").Split('\n').Where(line => line.StartsWith('|') && line.Contains('(', StringComparison.Ordinal)).ToList();

        rows.Count.ShouldBeGreaterThanOrEqualTo(6);
        rows.ShouldAllBe(row => measured.Any(line => line.StartsWith(row, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_command_of_the_readme_is_known_to_make()
    {
        var targets = MakeTarget().Matches(Repository.ReadText("Makefile")).Select(match => match.Groups["name"].Value).ToHashSet();

        foreach (Match match in MakeCommand().Matches(Repository.ReadText("README.md") + Repository.ReadText("CONTRIBUTING.md")))
        {
            targets.ShouldContain(match.Groups["name"].Value);
        }
    }

    private static string Section(string name)
    {
        var text = Repository.ReadText("README.md");
        var start = text.IndexOf($"<!-- {name}:begin -->", StringComparison.Ordinal);
        var end = text.IndexOf($"<!-- {name}:end -->", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0);
        end.ShouldBeGreaterThan(start);
        return text[start..end];
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[`(?<type>\w+)`\]\((?<file>[^)]+\.cs)\)")]
    private static partial Regex RoundStep();

    [GeneratedRegex(@"^(?<name>[a-z]+):", RegexOptions.Multiline)]
    private static partial Regex MakeTarget();

    [GeneratedRegex(@"\bmake (?<name>[a-z]+)\b(?= +#|`)")]
    private static partial Regex MakeCommand();
}
