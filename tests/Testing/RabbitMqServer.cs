using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EventCollab.Testing;

/// <summary>
/// A real broker for tests: a private node of the installed RabbitMQ on free loopback ports, with its own data, log,
/// home folder and port mapper. It dies with the test process, however that ends.
/// </summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    /// <summary>Names a broker to use instead of starting one; it can be neither killed nor controlled.</summary>
    public const string GivenBrokerVariable = "EVENTCOLLAB_TEST_RABBITMQ";

    private const string Binaries = "/usr/lib/rabbitmq/bin";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private static readonly Lazy<Task<RabbitMqServer>> OneForAll = new(() => StartOrUseGivenAsync(CancellationToken.None));

    /// <summary>A broker that nobody holds would be collected, its pipe closed, and the watchdog would end it in the middle of a test.</summary>
    private static readonly ConcurrentDictionary<RabbitMqServer, bool> Alive = new();

    private readonly RabbitMqNode? _node;
    private RabbitMqProcess? _process;

    private RabbitMqServer(string address, RabbitMqNode? node)
    {
        Address = address;
        _node = node;
    }

    /// <summary>For the transport: <c>amqp://user:password@host:port/</c>.</summary>
    public string Address { get; }

    /// <summary>True where the broker was given and is not ours to kill.</summary>
    public bool IsGiven => _node is null;

    /// <summary>The broker's operating-system process, for measuring; null where it was given or is down.</summary>
    public int? ProcessId => _process?.ServerProcessId;

    /// <summary>The broker of this test process, started at the first call.</summary>
    public static Task<RabbitMqServer> SharedAsync(CancellationToken cancellationToken = default) =>
        OneForAll.Value.WaitAsync(cancellationToken);

    /// <summary>A broker of one's own, to kill and to start again.</summary>
    public static async Task<RabbitMqServer> StartAsync(CancellationToken cancellationToken = default)
    {
        var node = RabbitMqNode.Create(FreePorts(3));
        var server = new RabbitMqServer(node.Address, node);
        Alive[server] = true;
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Ends the broker as a power cut would: no shutdown, no last words.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.KillAsync();
        }
    }

    /// <summary>Starts the killed broker on the same ports and data.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        var node = _node ?? throw new InvalidOperationException("A given broker cannot be started or killed.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        _process = await RabbitMqProcess.StartAsync(node, $"{Binaries}/rabbitmq-server", limit.Token);
    }

    /// <summary>Runs <c>rabbitmqctl</c> on the node and returns what it printed.</summary>
    public async Task<string> ControlAsync(params string[] arguments)
    {
        var node = _node ?? throw new InvalidOperationException("A given broker cannot be controlled.");
        var start = new ProcessStartInfo($"{Binaries}/rabbitmqctl", ["-q", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        node.ApplyTo(start);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)}: {await error}");
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Alive.TryRemove(this, out _);
        _node?.DeleteFolder();
    }

    /// <summary>Loopback ports that nobody uses now.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                listeners.Add(listener);
            }

            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static Task<RabbitMqServer> StartOrUseGivenAsync(CancellationToken cancellationToken) =>
        Environment.GetEnvironmentVariable(GivenBrokerVariable) is { Length: > 0 } given
            ? Task.FromResult(new RabbitMqServer(given, node: null))
            : StartAsync(cancellationToken);
}
