namespace EventCollab.Cli.Tests;

/// <summary>Runs a command line inside the test, in a folder and an environment of its own.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("eventcollab-cli-").FullName;

    public Invocation() => Folder = Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;

    /// <summary>One level down: data are looked for beside it too, and nothing of this machine must be found there.</summary>
    public string Folder { get; }

    public Dictionary<string, string?> Environment { get; } = [];

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await new CommandLine(Context(output, error)).RunAsync(arguments, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }

    public CliContext Context(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        Environment = name => name == "HOME" ? Folder : Environment.GetValueOrDefault(name),
        Folder = Folder,
    };

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
