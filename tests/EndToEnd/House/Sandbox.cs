namespace EventCollab.EndToEnd.House;

/// <summary>
/// The clone's scripts in a folder of their own, with a <c>dotnet</c> that only notes how it was called: what the
/// scripts decide can be seen without building anything.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="dotnet">The shell commands that stand for <c>dotnet</c>; its arguments are in <c>"$@"</c>, the calls are counted before.</param>
    public Sandbox(string dotnet)
    {
        foreach (var folder in new[] { "infra", "src/Cli", "bin", "artifacts" })
        {
            Directory.CreateDirectory(_folder.File(folder));
        }

        foreach (var script in new[] { "eventcollab", "infra/build.sh", "infra/run-tests.sh" })
        {
            File.Copy(Path.Combine(Repository.Root, script), _folder.File(script));
        }

        foreach (var file in new[] { "Directory.Build.props", "Directory.Packages.props", "global.json", "src/Cli/Program.cs" })
        {
            File.WriteAllText(_folder.File(file), string.Empty);
        }

        WriteScript("infra/build-native.sh", "mkdir -p artifacts/native; touch artifacts/native/libectorch.so");
        WriteScript("bin/dotnet", $"echo \"$1\" >>\"{_folder.File("calls")}\"\n{dotnet}");
    }

    /// <summary>The first word of every call of dotnet, in order.</summary>
    public string[] Calls => File.Exists(_folder.File("calls")) ? File.ReadAllLines(_folder.File("calls")) : [];

    public string PathOf(string name) => _folder.File(name);

    public async Task<CommandResult> RunAsync(string script, params string[] arguments)
    {
        await using var process = await StartAsync(script, arguments);
        return await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public Task<RunningProcess> StartAsync(string script, params string[] arguments) =>
        RunningProcess.StartAsync(
            _folder.File(script),
            arguments,
            new Dictionary<string, string?> { ["PATH"] = $"{_folder.File("bin")}:{Environment.GetEnvironmentVariable("PATH")}" },
            _folder.Path);

    public void Dispose() => _folder.Dispose();

    private void WriteScript(string name, string text)
    {
        File.WriteAllText(_folder.File(name), $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(_folder.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
