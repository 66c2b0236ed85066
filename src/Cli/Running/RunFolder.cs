namespace EventCollab.Cli.Running;

/// <summary>The folder of one run: a subfolder for each service and the log. One that nobody asked for is removed after success.</summary>
internal sealed class RunFolder
{
    private RunFolder(string path, bool kept)
    {
        Path = path;
        Kept = kept;
    }

    public string Path { get; }

    public bool Kept { get; }

    public string Log => System.IO.Path.Combine(Path, "log.txt");

    /// <param name="given">The folder asked for, or null for a temporary one.</param>
    /// <param name="name">Name of a temporary one.</param>
    /// <exception cref="CliException">It cannot be made or holds another run.</exception>
    public static RunFolder Create(string? given, string name)
    {
        var path = System.IO.Path.GetFullPath(given ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), "eventcollab", name));
        try
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new CliException($"{path}: the run folder is not empty; choose another with --run-dir.");
            }

            Directory.CreateDirectory(path);
            File.WriteAllBytes(System.IO.Path.Combine(path, "log.txt"), []);
            return new RunFolder(path, given is not null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path}: the run folder cannot be written ({ErrorText.OneLine(error.Message)}); choose another with --run-dir.", error);
        }
    }

    public string Of(string service) => Directory.CreateDirectory(System.IO.Path.Combine(Path, service)).FullName;

    /// <summary>Call after success, and again if what follows the run fails.</summary>
    public void Finish()
    {
        if (!Kept && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
