using EventCollab.Contracts;
using EventCollab.Orchestrator.Api;
using EventCollab.Orchestrator.Views;
using EventCollab.Testing;

namespace EventCollab.EndToEnd.Processes;

/// <summary>Hub, rewards and four agents, each a process of the built program, on a real broker; any of them can be killed and started again.</summary>
internal sealed class Consortium : IAsyncDisposable
{
    public const int Size = 4;
    public const string Hub = "hub";
    public const string Rewards = "rewards";
    public const string Sponsor = "org-1";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, RunningProcess> _processes = [];
    private readonly string _prefix = $"test-{Guid.NewGuid():N}-";
    private readonly string _broker;
    private readonly int _port = RabbitMqServer.FreePorts(1)[0];

    private Consortium(string broker) => _broker = broker;

    public static IReadOnlyList<string> Organizations { get; } = [.. Enumerable.Range(1, Size).Select(number => $"org-{number}")];

    public static IReadOnlyList<string> All { get; } = [Hub, Rewards, .. Organizations];

    public string HubAddress => $"http://127.0.0.1:{_port}";

    public string TokenFile => _folder.File("token");

    /// <summary>The options with which operators' commands find this hub.</summary>
    public string[] AtHub => ["--hub", HubAddress, "--token-file", TokenFile];

    public static async Task<Consortium> StartAsync(string broker, TestTable table)
    {
        var consortium = new Consortium(broker);
        try
        {
            (await EventCollabProgram.RunAsync(
                "data", "split", "--data", table.Name, "--data-root", table.Root, "--organizations", $"{Size}", "--out", consortium._folder.File("parts"))).ShouldSucceed();
            await consortium.StartDeadAsync();
            return consortium;
        }
        catch
        {
            await consortium.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a service, or starts it again on its old folder, and returns once it says that it is ready.</summary>
    public async Task StartAsync(string service)
    {
        var process = await EventCollabProgram.StartAsync(Arguments(service));
        RunningProcess? before;
        lock (_processes)
        {
            _processes.Remove(service, out before);
            _processes[service] = process;
        }

        if (before is not null)
        {
            await before.DisposeAsync();
        }

        using var patience = Limit();
        await process.WaitForLineAsync(line => line.Contains(" ready on ", StringComparison.Ordinal), patience.Token);
    }

    /// <summary>The command line that runs a service.</summary>
    public string[] Arguments(string service)
    {
        string[] common = ["--transport", _broker, "--prefix", _prefix, "--run-dir", _folder.File(service)];
        return service switch
        {
            Hub => ["hub", .. common, "--listen", $"127.0.0.1:{_port}", "--token-file", TokenFile],
            Rewards => ["rewards", .. common],
            _ => ["agent", "--organization", service, "--data", _folder.File($"parts/{service}"), .. common],
        };
    }

    /// <summary>Kills with signal 9.</summary>
    public async Task KillAsync(string service)
    {
        await _processes[service].KillAsync();
    }

    /// <summary>Starts what does not run.</summary>
    public Task StartDeadAsync() => Task.WhenAll(All.Where(service => !_processes.TryGetValue(service, out var process) || process.HasExited).Select(StartAsync));

    /// <summary>A line that a service says, or has said in its present life.</summary>
    public async Task<string> WaitForLineAsync(string service, Func<string, bool> wanted)
    {
        using var patience = Limit();
        return await _processes[service].WaitForLineAsync(wanted, patience.Token);
    }

    public Task<CommandResult> TerminateAsync(string service) => _processes[service].TerminateAsync(TestContext.Current.CancellationToken);

    /// <summary>Submits as an operator does and returns the id that was printed.</summary>
    public async Task<CollaborationId> SubmitAsync(int rounds, params string[] options)
    {
        var result = (await EventCollabProgram.RunAsync(
            ["submit", "gal", "--organizations", $"{Size}", "--rounds", $"{rounds}", "--seed", "0", "--privacy", "none", .. options, .. AtHub])).ShouldSucceed();
        CollaborationId.TryParse(result.Output.Trim(), out var id).ShouldBeTrue(result.Output);
        return id;
    }

    /// <summary>The first state of the collaboration that is wanted.</summary>
    public async Task<CollaborationView> WaitForAsync(CollaborationId id, Func<CollaborationView, bool> wanted)
    {
        using var patience = Limit();
        using var client = new HubClient(new Uri(HubAddress), (await File.ReadAllTextAsync(TokenFile, patience.Token)).Trim());
        CollaborationView? last = null;
        try
        {
            await foreach (var view in client.WatchAsync(id, patience.Token))
            {
                last = view;
                if (wanted(view))
                {
                    return view;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Stands at {last?.State} of round {last?.Round}, awaiting {string.Join(", ", last?.Awaited ?? [])}.\n{Said()}");
        }

        throw new InvalidOperationException($"Ended as {last?.State} ({last?.Reason}) before it was as wanted.\n{Said()}");
    }

    public Task<CollaborationView> WaitForEndAsync(CollaborationId id) => WaitForAsync(id, view => view.IsOver);

    /// <summary>The collaboration once it is as wanted; for what trails the end of a collaboration, which no watcher is told.</summary>
    public async Task<CollaborationView> AskUntilAsync(CollaborationId id, Func<CollaborationView, bool> wanted)
    {
        using var patience = Limit();
        using var client = new HubClient(new Uri(HubAddress), (await File.ReadAllTextAsync(TokenFile, patience.Token)).Trim());
        while (true)
        {
            var view = await client.GetAsync(id, patience.Token);
            if (wanted(view))
            {
                return view;
            }
        }
    }

    /// <summary>A file in a service's folder.</summary>
    public string PathOf(string service, string file) => Path.Combine(_folder.File(service), file);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }

    private string Said() => string.Join('\n', _processes.Select(process => $"--- {process.Key}\n{string.Join('\n', process.Value.Said.Split('\n').TakeLast(25))}"));
}
