namespace EventCollab.EndToEnd.House;

/// <summary>What <c>make test</c> makes of the closing block of <c>dotnet test</c>.</summary>
public sealed class TestRunTests
{
    [Theory]
    [InlineData("total: 5\\n  failed: 0\\n  succeeded: 4\\n  skipped: 1", 0, "4 passed, 0 failed", 0)]
    [InlineData("total: 5\\n  failed: 2\\n  succeeded: 3\\n  skipped: 0", 2, "3 passed, 2 failed", 2)]
    // A project that dies is an error: it counts as failed.
    [InlineData("error: 1\\n  total: 4\\n  failed: 0\\n  succeeded: 4\\n  skipped: 0", 2, "4 passed, 1 failed", 2)]
    // A code without a counted failure (every test of a project skipped, say) is not silently good.
    [InlineData("total: 4\\n  failed: 0\\n  succeeded: 4\\n  skipped: 0", 8, "4 passed, 1 failed", 8)]
    // Nothing passed, although dotnet says all is well: what a missing runner line in global.json looks like.
    [InlineData("total: 0\\n  failed: 0\\n  succeeded: 0\\n  skipped: 0", 0, "0 passed, 0 failed", 1)]
    // The last block counts; an earlier one may be a test's own output.
    [InlineData("succeeded: 99\\n  failed: 9\\n  total: 1\\n  failed: 0\\n  succeeded: 1\\n  skipped: 0", 0, "1 passed, 0 failed", 0)]
    public async Task The_last_line_is_the_sum_of_the_closing_block(string block, int code, string lastLine, int exitCode)
    {
        using var sandbox = new Sandbox($"if [ \"$1\" = test ]; then printf 'Test run summary\\n  {block}\\n'; exit {code}; fi");

        var result = await sandbox.RunAsync("infra/run-tests.sh");

        result.Output.TrimEnd().Split('\n')[^1].ShouldBe(lastLine);
        result.ExitCode.ShouldBe(exitCode);
    }

    [Fact]
    public async Task A_failed_build_is_one_failure()
    {
        using var sandbox = new Sandbox("exit 1");

        var result = await sandbox.RunAsync("infra/run-tests.sh");

        result.Output.TrimEnd().Split('\n')[^1].ShouldBe("0 passed, 1 failed");
        result.ExitCode.ShouldBe(1);
    }
}
