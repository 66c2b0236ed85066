using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator;
using EventCollab.OrgAgent;
using EventCollab.Rewards;

namespace EventCollab.Cli.Running;

/// <summary>Hub, rewards and agents of one process on one bus, each with a store and a folder of its own.</summary>
internal sealed class LocalServices : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<IService> _services;
    private readonly TrainingPlaces _places;
    private readonly ServiceHost _host;
    private readonly TimeProvider _time;

    private LocalServices(Hub hub, RewardsService rewards, IReadOnlyList<IService> services, TrainingPlaces places, ServiceHost host, TimeProvider time)
    {
        _places = places;
        Failure = Task.WhenAny(hub.Failure, rewards.Failure).Unwrap();
        _time = time;
        Hub = hub;
        _services = services;
        _host = host;
    }

    public Hub Hub { get; }

    /// <summary>Completes when a store has failed for good.</summary>
    public Task<StoreException> Failure { get; }

    public static async Task<LocalServices> StartAsync(LocalServicesOptions options, CancellationToken cancellationToken)
    {
        var services = new List<IService>();
        var places = TrainingPlaces.ForProcessors(options.Compute.Threads);
        try
        {
            var hub = OpenHub(options);
            services.Add(hub);
            var rewards = OpenRewards(options);
            services.Add(rewards);
            services.AddRange(options.Organizations.Select(member => OpenAgent(options, places, member.Organization, member.Data)));
            var host = await ServiceHost.StartAsync(options.Transport, services, options.Loggers, options.Time, cancellationToken);
            return new LocalServices(hub, rewards, services, places, host, options.Time);
        }
        catch
        {
            await DisposeAsync(services);
            places.Dispose();
            throw;
        }
    }

    /// <summary>Bounded: with a full disk or a lost broker a service may wait for what never comes, and the command has to end.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync().WaitAsync(Patience, _time);
        }
        catch (TimeoutException)
        {
            // What is left is the process's end to close; all that counts is on disk already.
        }
    }

    private async Task CloseAsync()
    {
        await _host.DisposeAsync();
        await DisposeAsync(_services);
        _places.Dispose();
    }

    private static Hub OpenHub(LocalServicesOptions options) => Hub.Open(new HubOptions
    {
        Names = options.Transport.Names,
        Folder = options.Folder.Of("hub"),
        Durable = options.Durable,
        Methods = Methods.Create(),
        TimeProvider = options.Time,
        Loggers = options.Loggers,
    });

    private static RewardsService OpenRewards(LocalServicesOptions options) => RewardsService.Open(new RewardsOptions
    {
        Names = options.Transport.Names,
        Dialect = new SqliteDialect(Path.Combine(options.Folder.Of("rewards"), "rewards.db"), options.Durable),
        Loggers = options.Loggers,
        Time = options.Time,
    });

    private static Agent OpenAgent(LocalServicesOptions options, TrainingPlaces places, Contracts.OrganizationId organization, Learning.ILocalData data) => Agent.Open(new AgentOptions
    {
        Organization = organization,
        Names = options.Transport.Names,
        Folder = options.Folder.Of(organization.Value),
        Data = data,
        Compute = options.Compute,
        Places = places,
        Progress = options.Progress,
        Methods = Methods.Create(),
        Durable = options.Durable,
        Loggers = options.Loggers,
        Time = options.Time,
    });

    /// <summary>In reverse order, so that nothing outlives what it uses; one failure must not keep the others open.</summary>
    private static async Task DisposeAsync(IReadOnlyList<IService> services)
    {
        foreach (var service in services.Reverse())
        {
            try
            {
                await service.DisposeAsync();
            }
            catch (Exception exception) when (exception is IOException or StoreException)
            {
                // A full disk was reported by the command; closing what is left must go on.
            }
        }
    }
}
