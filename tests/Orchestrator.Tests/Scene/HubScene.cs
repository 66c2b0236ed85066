using System.Text.Json;
using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Messaging;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator.Views;
using EventCollab.Testing;

namespace EventCollab.Orchestrator.Tests.Scene;

/// <summary>A hub on the embedded bus with three scripted organizations a, b, c; a is the sponsor.</summary>
internal sealed class HubScene : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    public const string BySponsor = "mean";
    public const string ByHub = "mean-hub";

    private readonly EndpointNames _names = new();
    private readonly MethodRegistry _methods = new(new MeanMethod(BySponsor, true), new MeanMethod(ByHub, false));
    private readonly RecordedLog _log = new();
    private ServiceHost _host = null!;

    private HubScene()
    {
        Folder = Directory.CreateTempSubdirectory("hub-scene-").FullName;
        Organizations = "abc".Select(n => new ScriptedOrganization(n.ToString(), _names, _methods, Folder)).ToList();
        Rewards = new ScriptedRewards(_names);
    }

    public string Folder { get; }

    public ManualTime Time { get; } = new();

    public Hub Hub { get; private set; } = null!;

    public IReadOnlyList<ScriptedOrganization> Organizations { get; }

    public ScriptedOrganization A => Organizations[0];

    public ScriptedOrganization B => Organizations[1];

    public ScriptedOrganization C => Organizations[2];

    public ScriptedRewards Rewards { get; }

    public CollaborationId Id { get; } = CollaborationId.New();

    public string Database => Path.Combine(Folder, "hub", "hub.db");

    public string Payloads => Path.Combine(Folder, "hub", "payloads");

    public static async Task<HubScene> StartAsync()
    {
        var scene = new HubScene();
        await scene.OpenAsync();
        return scene;
    }

    /// <summary>The process ends and another opens the same folder; what was on the embedded bus is lost.</summary>
    public async Task RestartAsync(Action? meanwhile = null)
    {
        await CloseAsync();
        meanwhile?.Invoke();
        await OpenAsync();
    }

    public Task<CollaborationView> SubmitAsync(
        int rounds = 3, MeanOptions? options = null, string method = BySponsor, int minimum = 3, TimeSpan? recruiting = null) =>
        Hub.SubmitAsync(Id, Terms(rounds, options, method), recruiting ?? TimeSpan.FromMinutes(5), minimum, TestContext.Current.CancellationToken);

    public Terms Terms(int rounds = 3, MeanOptions? options = null, string method = BySponsor) => new()
    {
        Method = method,
        Options = JsonSerializer.Serialize(options ?? new MeanOptions()),
        Seed = 7,
        Rounds = rounds,
        Organizations = [.. Organizations.Select(o => o.Id)],
        Sponsor = method == BySponsor ? A.Id : null,
    };

    public async Task<CollaborationView> UntilAsync(Func<CollaborationView, bool> reached)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        CollaborationView? last = null;
        try
        {
            await foreach (var view in Hub.WatchAsync(Id, patience.Token))
            {
                last = view;
                if (reached(view))
                {
                    return view;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Reported below with what was seen last.
        }

        throw new TimeoutException($"Not reached. {Describe(last)}");
    }

    /// <summary>Where the collaboration stands and what the services logged, for a test that waits in vain.</summary>
    public async Task<string> DescribeAsync() => Describe(await ViewAsync());

    private string Describe(CollaborationView? view) =>
        $"Last seen: {JsonSerializer.Serialize(view, Messaging.Persistence.ContractJson.Options)} {_log}";

    /// <summary>Moves the clock to a deadline, once the hub's timer sleeps until it.</summary>
    public async Task PassAsync(DateTimeOffset due)
    {
        await Time.UntilTimerAsync(due).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Time.Advance(due - Time.GetUtcNow());
    }

    public async Task PausedAsync()
    {
        await Hub.PauseAsync(Id, TestContext.Current.CancellationToken);
        await UntilAsync("Paused");
    }

    public Task<CollaborationView> UntilAsync(string state) => UntilAsync(v => v.State == state);

    public async Task<CollaborationView> ViewAsync() => (await Hub.FindAsync(Id, TestContext.Current.CancellationToken))!;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        Hub = Hub.Open(new HubOptions
        {
            Names = _names,
            Folder = Path.Combine(Folder, "hub"),
            Durable = false,
            Methods = _methods,
            TimeProvider = Time,
            Loggers = _log,
        });
        _host = await ServiceHost.StartAsync(
            new TransportOptions(), [Rewards, .. Organizations, Hub], _log, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private async Task CloseAsync()
    {
        await _host.DisposeAsync();
        await Hub.DisposeAsync();
    }
}
