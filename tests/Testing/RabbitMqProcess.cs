using System.Diagnostics;
using System.Globalization;

namespace EventCollab.Testing;

/// <summary>One life of a private broker, with a watchdog that ends it when this process is gone.</summary>
internal sealed class RabbitMqProcess
{
    /// <summary>
    /// The broker and its port mapper run in a session of their own, so that one signal reaches all of them. The
    /// watchdog's standard input is a pipe from us: it ends when we do, killed or not, and then so does the session. It
    /// ignores the signals that Ctrl-C and its like send to the whole group, or it would be gone before it could act.
    /// </summary>
    private const string Watchdog =
        """
        setsid sh -c 'epmd -address 127.0.0.1 -port "$ERL_EPMD_PORT" & exec "$0"' "$1" </dev/null 2>&1 &
        group=$!
        trap '' INT TERM HUP
        echo "group $group"
        exec >/dev/null
        read -r line
        kill -KILL "-$group"
        rm -rf "$2"
        """;

    private readonly Process _watchdog;
    private readonly int _group;

    private RabbitMqProcess(Process watchdog, int group, int serverProcessId)
    {
        _watchdog = watchdog;
        _group = group;
        ServerProcessId = serverProcessId;
    }

    public int ServerProcessId { get; }

    public static async Task<RabbitMqProcess> StartAsync(RabbitMqNode node, string server, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("sh", ["-c", Watchdog, "sh", server, node.Folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        node.ApplyTo(start);
        var watchdog = Process.Start(start)!;
        var log = new List<string>();
        try
        {
            while (await watchdog.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                log.Add(line);
                if (line.Contains("Server startup complete", StringComparison.Ordinal))
                {
                    return Started(watchdog, node, log);
                }
            }
        }
        catch (OperationCanceledException)
        {
            log.Add("(the time is over)");
        }

        watchdog.StandardInput.Close();
        throw new InvalidOperationException("RabbitMQ did not start. It said:\n" + string.Join('\n', log.TakeLast(30)));
    }

    public async Task KillAsync()
    {
        // The watchdog first: it would delete the data that the next life needs.
        _watchdog.Kill();
        await _watchdog.WaitForExitAsync();
        using var kill = Process.Start("kill", ["-KILL", "--", $"-{_group}"]);
        await kill.WaitForExitAsync();
        try
        {
            using var server = Process.GetProcessById(ServerProcessId);
            await server.WaitForExitAsync();
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        _watchdog.Dispose();
    }

    private static RabbitMqProcess Started(Process watchdog, RabbitMqNode node, List<string> log)
    {
        // Nobody reads the broker's log from here on, but a full pipe would stop the broker.
        _ = watchdog.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var group = int.Parse(log.First(line => line.StartsWith("group ", StringComparison.Ordinal))["group ".Length..], CultureInfo.InvariantCulture);
        var server = int.Parse(File.ReadAllText(Path.Combine(node.Folder, "server.pid")).Trim(), CultureInfo.InvariantCulture);
        return new RabbitMqProcess(watchdog, group, server);
    }
}
