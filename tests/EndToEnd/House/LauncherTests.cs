namespace EventCollab.EndToEnd.House;

public sealed class LauncherTests
{
    /// <summary>A build makes the program; running the program shows its arguments and fails with a code of its own.</summary>
    private const string BuildsAndRuns =
        """
        if [ "$1" = build ]; then
          mkdir -p artifacts/bin/Cli/release && touch artifacts/bin/Cli/release/eventcollab.dll
        else
          shift
          printf '<%s>' "$@"
          exit 7
        fi
        """;

    [Fact]
    public async Task The_arguments_the_output_and_the_exit_code_are_the_programs_own()
    {
        using var sandbox = new Sandbox(BuildsAndRuns);

        var result = await sandbox.RunAsync("eventcollab", "run", "two words", "*");

        result.Output.ShouldBe("<run><two words><*>\n");
        result.ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task Nothing_is_built_again_while_nothing_has_changed()
    {
        using var sandbox = new Sandbox(BuildsAndRuns);

        await sandbox.RunAsync("eventcollab");
        var second = await sandbox.RunAsync("eventcollab");

        sandbox.Calls.Count(call => call == "build").ShouldBe(1);
        second.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_source_is_built()
    {
        using var sandbox = new Sandbox(BuildsAndRuns);
        await sandbox.RunAsync("eventcollab");

        await File.WriteAllTextAsync(sandbox.PathOf("src/Cli/Program.cs"), "changed", TestContext.Current.CancellationToken);
        await sandbox.RunAsync("eventcollab");

        sandbox.Calls.Count(call => call == "build").ShouldBe(2);
    }

    [Fact]
    public async Task A_deleted_source_is_built()
    {
        using var sandbox = new Sandbox(BuildsAndRuns);
        await sandbox.RunAsync("eventcollab");

        File.Delete(sandbox.PathOf("src/Cli/Program.cs"));
        await sandbox.RunAsync("eventcollab");

        sandbox.Calls.Count(call => call == "build").ShouldBe(2);
    }

    [Fact]
    public async Task Two_that_start_at_once_build_once_and_both_run()
    {
        using var sandbox = new Sandbox(BuildsAndRuns);

        await using var one = await sandbox.StartAsync("eventcollab", "one");
        await using var other = await sandbox.StartAsync("eventcollab", "other");

        (await one.WaitForExitAsync(TestContext.Current.CancellationToken)).Output.ShouldBe("<one>\n");
        (await other.WaitForExitAsync(TestContext.Current.CancellationToken)).Output.ShouldBe("<other>\n");
        sandbox.Calls.Count(call => call == "build").ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_build_runs_nothing_and_is_tried_again()
    {
        using var sandbox = new Sandbox("echo 'Program.cs(1,1): error CS1002: ; expected'; exit 1");

        var first = await sandbox.RunAsync("eventcollab");
        var second = await sandbox.RunAsync("eventcollab");

        first.ExitCode.ShouldBe(1);
        first.Output.ShouldBeEmpty();
        first.Error.ShouldContain("error CS1002");
        second.Error.ShouldContain("error CS1002");
        second.ExitCode.ShouldBe(1);
        sandbox.Calls.ShouldBe(["build", "build"]);
    }
}
