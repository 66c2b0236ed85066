using System.Diagnostics;

namespace EventCollab.EndToEnd.House;

public sealed class SetupTests
{
    private static readonly string Script = Path.Combine(Repository.Root, "infra", "setup.sh");

    [Theory]
    [InlineData("demo")]
    [InlineData("test")]
    public async Task Nothing_is_said_or_done_where_all_is_there(string target)
    {
        var watch = Stopwatch.StartNew();

        var result = await RunAsync(target, null);

        result.ShouldBe(new CommandResult(0, string.Empty, string.Empty));
        TestContext.Current.TestOutputHelper!.WriteLine($"took {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task What_is_missing_is_named_with_its_reason()
    {
        using var bare = BareCommands();

        var result = await RunAsync("lint", bare.Path, "--dry-run");

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBe("setup: lint needs shellcheck: checks the shell scripts\n");
    }

    [Fact]
    public async Task Without_the_SDK_the_error_says_where_to_get_it()
    {
        using var bare = BareCommands();
        File.Delete(bare.File("dotnet"));

        var result = await RunAsync("demo", bare.Path);

        result.ShouldFailWithOneLine(".NET 10 SDK", "https://dotnet.microsoft.com");
    }

    [Fact]
    public async Task An_unknown_target_shows_how_to_call_it()
    {
        var result = await RunAsync("everything", null);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("infra/setup.sh build|demo|test|bench|lint");
    }

    /// <summary>The commands that the script itself uses, and an SDK; nothing that can be installed.</summary>
    private static TemporaryFolder BareCommands()
    {
        var folder = new TemporaryFolder();
        foreach (var command in new[] { "bash", "id", "grep", "sed", "readlink" })
        {
            File.CreateSymbolicLink(folder.File(command), $"/usr/bin/{command}");
        }

        File.WriteAllText(folder.File("dotnet"), "#!/bin/sh\necho '10.0.100 [/usr/share/dotnet/sdk]'\n");
        File.SetUnixFileMode(folder.File("dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }

    private static async Task<CommandResult> RunAsync(string target, string? path, params string[] arguments)
    {
        var environment = path is null ? null : new Dictionary<string, string?> { ["PATH"] = path };
        await using var process = await RunningProcess.StartAsync("/bin/bash", [Script, target, .. arguments], environment);
        return await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
