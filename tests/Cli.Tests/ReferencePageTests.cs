using System.Text;

namespace EventCollab.Cli.Tests;

/// <summary>docs/cli.md holds each command's help word for word. EVENTCOLLAB_UPDATE_DOCS=1 writes it anew.</summary>
public sealed class ReferencePageTests
{
    private const string Begin = "<!-- help:begin -->";

    [Fact]
    public async Task The_reference_page_shows_the_help_of_every_command()
    {
        var page = Path.Combine(Root(), "docs", "cli.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var expected = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + "\n" + await HelpAsync();
        if (Environment.GetEnvironmentVariable("EVENTCOLLAB_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(page, expected, TestContext.Current.CancellationToken);
        }
        else
        {
            text.ShouldBe(expected);
        }
    }

    private static async Task<string> HelpAsync()
    {
        using var invocation = new Invocation();
        var page = new StringBuilder();
        foreach (var command in HelpTests.Leaves(HelpTests.Tree()))
        {
            string[] words = [.. command.Lineage().Skip(1).Select(part => part.Name)];
            var (_, output, _) = await invocation.RunAsync([.. words, "--help"]);
            page.Append($"\n## eventcollab {string.Join(' ', words)}\n\n```\n{output.ReplaceLineEndings("\n").Trim()}\n```\n");
        }

        return page.ToString();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EventCollab.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
