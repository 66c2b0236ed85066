namespace EventCollab.EndToEnd;

/// <summary>Where things lie: the clone under test, the program built from it, the real tables beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The program of the same configuration as these tests.</summary>
    public static string Program { get; } =
        Path.Combine(Root, "artifacts", "bin", "Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "eventcollab.dll");

    /// <summary>The folder of real tables, or null where this machine has none.</summary>
    public static string? Data { get; } = new[]
    {
        Environment.GetEnvironmentVariable("EVENTCOLLAB_DATA"),
        Path.Combine(Root, "..", "shared", "data"),
    }.FirstOrDefault(folder => !string.IsNullOrEmpty(folder) && File.Exists(Path.Combine(folder, "diabetes", "diabetes.csv")));

    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "EventCollab.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run from within a clone.");
        }

        return folder;
    }
}
