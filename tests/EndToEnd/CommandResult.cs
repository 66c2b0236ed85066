namespace EventCollab.EndToEnd;

/// <summary>What a command left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test, with all that was said, unless the command succeeded.</summary>
    public CommandResult ShouldSucceed()
    {
        ExitCode.ShouldBe(0, $"{Output}\n{Error}");
        return this;
    }

    /// <summary>A user's error: not 0, one line on the error stream that holds each of the words, no stack trace.</summary>
    public void ShouldFailWithOneLine(params string[] words)
    {
        var said = $"{Output}\n{Error}";
        ExitCode.ShouldNotBe(0, said);
        said.ShouldNotContain("   at ");
        said.ShouldNotContain("Unhandled exception");
        var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(1, said);
        foreach (var word in words)
        {
            lines[0].ShouldContain(word, Case.Insensitive);
        }
    }
}
