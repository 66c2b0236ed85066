using System.Globalization;
using System.Net;

namespace EventCollab.Cli.Bench;

/// <summary>Finds who listens on a port of this machine: Linux lists sockets by inode, and each process's files by socket.</summary>
internal static class ListeningProcess
{
    private const string Listening = "0A";

    /// <returns>Null where the host is another machine, or the process is not ours to see.</returns>
    public static int? Find(string host, int port)
    {
        if (host != "localhost" && !(IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
        {
            return null;
        }

        var inodes = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).ToHashSet();
        return inodes.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Select(Number).OfType<int>().Cast<int?>().FirstOrDefault(pid => Holds(pid!.Value, inodes));
    }

    private static IEnumerable<string> Inodes(string table, int port)
    {
        if (!File.Exists(table))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(table).Skip(1))
        {
            // Columns: number, local address:port in hexadecimal, remote, state, ..., inode in the tenth.
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells[3] == Listening && int.Parse(cells[1].Split(':')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture) == port)
            {
                yield return $"socket:[{cells[9]}]";
            }
        }
    }

    private static int? Number(string folder) => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : null;

    private static bool Holds(int pid, HashSet<string> inodes)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(file => Target(file) is { } target && inodes.Contains(target));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, or another user's.
            return false;
        }
    }

    private static string? Target(string file)
    {
        try
        {
            return File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name;
        }
        catch (IOException)
        {
            // Closed since the folder was listed; the process may still hold the one that is looked for.
            return null;
        }
    }
}
