using System.Diagnostics;

namespace EventCollab.Torch.Tests;

/// <summary>Runs one explicit test in a process of its own, for what belongs to the process: memory, the library, thread pools.</summary>
internal static class OwnProcess
{
    /// <summary>The test's output; fails where the test does.</summary>
    internal static async Task<string> RunAsync(string method, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "EventCollab.Torch.Tests"))
        {
            ArgumentList = { "-explicit", "only", "-showLiveOutput", "-method", $"*.{method}" },
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.ShouldContain("Total: 1");
        process.ExitCode.ShouldBe(0, output);
        return output;
    }
}
