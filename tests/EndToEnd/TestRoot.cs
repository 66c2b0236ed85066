using System.Diagnostics;

namespace EventCollab.EndToEnd;

/// <summary>
/// The one folder of everything that these tests write. A watchdog removes it when the test process is gone, killed or
/// not: its input is a pipe from us. It ignores the signals that end a terminal's whole group, or it would go first.
/// </summary>
internal static class TestRoot
{
    private const string Watchdog = "trap '' INT TERM HUP; read -r line; rm -rf \"$1\"";

    private static readonly Lazy<(string Folder, Process Watchdog)> Root = new(Create);

    public static string Path => Root.Value.Folder;

    private static (string Folder, Process Watchdog) Create()
    {
        var folder = Directory.CreateTempSubdirectory("eventcollab-test-").FullName;
        var start = new ProcessStartInfo("sh", ["-c", Watchdog, "sh", folder]) { RedirectStandardInput = true };

        // Held: were it collected, its pipe would close and the folder would go while it is in use.
        return (folder, Process.Start(start)!);
    }
}
