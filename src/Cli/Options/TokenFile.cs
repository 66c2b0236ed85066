namespace EventCollab.Cli.Options;

/// <summary>Where the bearer token of the hub's API lies; the hub makes it, its operator's commands read it.</summary>
internal static class TokenFile
{
    public const string Description = "File with the API's token, made by the hub at its first start. Default: EVENTCOLLAB_TOKEN_FILE, else ~/.config/eventcollab/hub.token.";

    public static string Path(string? given, CliContext context)
    {
        var configuration = context.Environment("XDG_CONFIG_HOME") is { Length: > 0 } home ? home : System.IO.Path.Combine(context.Environment("HOME") ?? context.Folder, ".config");
        var path = given ?? context.Environment("EVENTCOLLAB_TOKEN_FILE") ?? System.IO.Path.Combine(configuration, "eventcollab", "hub.token");
        return System.IO.Path.GetFullPath(path, context.Folder);
    }

    /// <exception cref="CliException">It cannot be read.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path}: the hub's token cannot be read; copy it from the hub's machine or name its file with --token-file.", error);
        }
    }
}
