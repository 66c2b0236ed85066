using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Methods.Gal;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator;
using EventCollab.Orchestrator.Views;
using EventCollab.OrgAgent;
using EventCollab.Rewards;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Hub, rewards and an agent per organization in this process, with what a test puts between them and the bus.</summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly TestLogs _logs = new();
    private readonly PartitionedData _data;
    private ServiceHost? _host;
    private IReadOnlyList<IService> _services = [];

    public Pipeline(TestTable table, int organizations)
    {
        var dataset = new Catalogue([table.Root]).Load(new DataRequest(table.Name));
        _data = new PartitionedData(dataset, TrainTestSplit.Random(dataset.Samples.Rows, 0), ColumnPartition.For(dataset, organizations, 0));
        Organizations = [.. Enumerable.Range(1, organizations).Select(number => new OrganizationId($"org-{number}"))];
    }

    public IReadOnlyList<OrganizationId> Organizations { get; }

    public Hub Hub { get; private set; } = null!;

    public PartitionedData Data => _data;

    /// <summary>Put between a service (<c>hub</c>, <c>rewards</c> or an organization's name) and the bus; null for nothing.</summary>
    public Func<string, IMessageSender, IMessageSender>? Between { get; init; }

    public CollaborationSetup Setup(int rounds, string options = """{"localModel":"ridge"}""") => new()
    {
        Method = GalMethod.MethodName,
        Options = options,
        Seed = 0,
        Rounds = rounds,
        Organizations = [.. Organizations.Select(organization => organization.Value)],
        Sponsor = Organizations[0].Value,
    };

    /// <summary>The same collaboration in a plain loop.</summary>
    public InProcessResult Loop(CollaborationSetup setup, Func<int, string, bool>? isMissing = null)
    {
        var local = setup.Organizations.Zip(_data.Organizations).ToDictionary(pair => pair.First, ILocalData (pair) => pair.Second);
        return new InProcessRunner(new GalMethod(), setup, local) { IsMissing = isMissing ?? ((_, _) => false) }.Run(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the collaboration through the services and returns what the hub says of it at its end.</summary>
    public async Task<CollaborationView> RunAsync(CollaborationSetup setup, TransportOptions? transport = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var methods = new MethodRegistry(new GalMethod());
        var names = (transport ?? new TransportOptions()).Names;
        Hub = Hub.Open(new HubOptions { Names = names, Folder = _folder.File("hub"), Durable = false, Methods = methods, Loggers = _logs });
        var rewards = RewardsService.Open(new RewardsOptions { Names = names, Dialect = new SqliteDialect(_folder.File("rewards.db"), durable: false), Loggers = _logs });
        var agents = Organizations.Select((organization, index) => (organization.Value, (IService)Agent.Open(new AgentOptions
        {
            Organization = organization,
            Names = names,
            Folder = _folder.File(organization.Value),
            Data = _data.Organizations[index],
            Methods = methods,
            Durable = false,
            Loggers = _logs,
        })));
        _services = [.. agents.Prepend(("rewards", rewards)).Prepend(("hub", Hub)).Select(service => Interpose(service.Item1, service.Item2))];
        _host = await ServiceHost.StartAsync(transport ?? new TransportOptions(), _services, _logs, TimeProvider.System, cancellationToken);

        var id = CollaborationId.New();
        await Hub.SubmitAsync(id, Terms(setup), TimeSpan.FromMinutes(1), Organizations.Count, cancellationToken);
        return await WatchToEndAsync(id, cancellationToken);
    }

    private async Task<CollaborationView> WatchToEndAsync(CollaborationId id, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        CollaborationView? last = null;
        try
        {
            await foreach (var view in Hub.WatchAsync(id, patience.Token))
            {
                last = view;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The collaboration stands at {last?.State} of round {last?.Round}, awaiting {string.Join(", ", last?.Awaited ?? [])}.\n{_logs}");
        }

        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static Terms Terms(CollaborationSetup setup) => new()
    {
        Method = setup.Method,
        Options = setup.Options,
        Seed = setup.Seed,
        Rounds = setup.Rounds,
        Organizations = [.. setup.Organizations.Select(name => new OrganizationId(name))],
        Sponsor = new OrganizationId(setup.Sponsor!),
    };

    private IService Interpose(string name, IService service) =>
        Between is null ? service : new Interposed.InterposedService(service, sender => Between(name, sender));
}
