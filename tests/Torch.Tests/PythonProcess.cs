using System.Diagnostics;

namespace EventCollab.Torch.Tests;

/// <summary>Python's torch as the judge of values, where it is installed.</summary>
internal static class PythonProcess
{
    private const string Python = "/usr/bin/python3";

    private const string Header =
        """
        import sys
        try:
            import torch
        except ImportError:
            sys.exit(77)
        import torch.nn.functional as F
        torch.set_num_threads(1)

        """;

    /// <summary>The lines the script printed; null where Python or its torch is missing.</summary>
    internal static async Task<string[]?> RunAsync(string script)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        var start = new ProcessStartInfo(Python) { ArgumentList = { "-" }, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(Header + script);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 77)
        {
            return null;
        }

        process.ExitCode.ShouldBe(0);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
