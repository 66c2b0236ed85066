using System.Security.Cryptography;
using System.Text;

namespace EventCollab.Orchestrator.Api;

/// <summary>The one secret of the HTTP API: 32 random bytes in a file that only its owner can read, made at the first start.</summary>
public static class ApiToken
{
    /// <exception cref="HubException">The file cannot be read or written, or others can read it.</exception>
    public static string ReadOrCreate(string path)
    {
        try
        {
            return File.Exists(path) ? Read(path) : Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HubException(HubError.Forbidden, $"The token file {path} cannot be used: {exception.Message}", exception);
        }
    }

    /// <summary>Compares digests in constant time: neither length nor first wrong character can be measured.</summary>
    internal static bool Matches(string expected, string? given) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(expected)),
        SHA256.HashData(Encoding.UTF8.GetBytes(given ?? string.Empty)));

    private static string Read(string path)
    {
        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
        {
            throw new HubException(HubError.Forbidden, $"The token file {path} can be read by others; run: chmod 600 {path}");
        }

        var token = File.ReadAllText(path).Trim();
        return token.Length >= 32
            ? token
            : throw new HubException(HubError.Forbidden, $"The token file {path} holds no token; delete it to get a new one.");
    }

    private static string Create(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // From the first moment: a file made open and closed later could be read in between.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        using var writer = new StreamWriter(path, Encoding.ASCII, options);
        writer.WriteLine(token);
        return token;
    }
}
