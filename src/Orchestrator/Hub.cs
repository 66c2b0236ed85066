using System.Runtime.CompilerServices;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Orchestrator.Intake;
using EventCollab.Orchestrator.Records;
using EventCollab.Orchestrator.Saga;
using EventCollab.Orchestrator.Views;
using Microsoft.Extensions.Logging;

namespace EventCollab.Orchestrator;

/// <summary>The orchestrator as a service: saga, intake and coordinator workers on the bus, and what operators ask of it.</summary>
public sealed class Hub : IService
{
    private static readonly TimeSpan SubmitPatience = TimeSpan.FromSeconds(30);

    private readonly HubOptions _options;
    private readonly SqlStore _store;
    private readonly SagaTable<CollaborationState> _sagas;
    private readonly PayloadSweeper _sweeper;
    private readonly ContributionBatches _batches;
    private readonly HubSender _sender;
    private readonly CommitSignals _signals = new();
    private readonly ViewQueries _views;

    private Hub(HubOptions options, SqlStore store, IPayloadStore payloads)
    {
        _options = options;
        _store = store;
        _sagas = new SagaTable<CollaborationState>(
            "collaboration", OrchestratorJson.Contracts.CollaborationState, saga => saga.CurrentState);
        _sweeper = new PayloadSweeper(payloads, options.Loggers.CreateLogger<PayloadSweeper>());
        _sender = new HubSender(options.Names);

        // A batch has no identity to be known again by: its members do, and the rules look at those.
        _batches = new ContributionBatches((batch, ct) => _sender.ToHubAsync(batch, Guid.NewGuid(), ct));
        _views = new ViewQueries(store, _sagas);
        Endpoints = new HubEndpoints(options, store, payloads, _sagas, _sweeper, _batches, _sender, _signals).All();
    }

    public IReadOnlyList<EndpointDefinition> Endpoints { get; }

    /// <summary>True from the start until the stop.</summary>
    public bool IsReady => _sender.IsStarted;

    /// <summary>Completes when the store has failed in a way that repeating does not heal.</summary>
    public Task<StoreException> Failure => _store.Failure;

    /// <exception cref="StoreException">The database or the folder cannot be used.</exception>
    public static Hub Open(HubOptions options)
    {
        var payloads = new FilePayloadStore(PayloadFolder(options), options.Durable, time: options.TimeProvider);
#pragma warning disable CA2000 // The hub disposes its store.
        var store = SqlStore.Open(new SqlStoreOptions
        {
            Dialect = new SqliteDialect(StorePath(options), options.Durable),
            Schema = Schema.Statements,
            Payloads = payloads,
            Time = options.TimeProvider,
            Logger = options.Loggers.CreateLogger<SqlStore>(),
        });
#pragma warning restore CA2000
        return new Hub(options, store, payloads);
    }

    public async Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        _sender.Start(sender);
        _sweeper.Start(_store);
        _sweeper.Sweep(OldPayloads());
        _batches.Start();
        await _store.StartAsync(sender, cancellationToken);
        await ReissueAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _store.StopAsync(cancellationToken);

    /// <summary>Begins a collaboration and returns once it is recorded.</summary>
    /// <param name="id">Given, so that a submission that was cut off can be repeated.</param>
    /// <param name="recruitingDeadline">How long to wait for organizations to join.</param>
    /// <param name="minimumOrganizations">Organizations that must have joined by then, the sponsor among them.</param>
    /// <exception cref="HubException">The terms are wrong, or the id is taken.</exception>
    public async Task<CollaborationView> SubmitAsync(
        CollaborationId id, Terms terms, TimeSpan recruitingDeadline, int minimumOrganizations, CancellationToken cancellationToken)
    {
        Submission.Check(_options.Methods, terms, recruitingDeadline, minimumOrganizations);
        if (await FindAsync(id, cancellationToken) is not null)
        {
            throw new HubException(HubError.Conflict, $"There is a collaboration {id} already.");
        }

        var message = new CollaborationSubmitted
        {
            Collaboration = id,
            Terms = terms,
            RecruitingDeadline = recruitingDeadline,
            MinimumOrganizations = minimumOrganizations,
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(SubmitPatience);
        using var watch = _signals.Begin(id);
        await SendAsync(message, new StepKey(id, 0, 0).MessageId(nameof(CollaborationSubmitted)), cancellationToken);
        try
        {
            await watch.NextAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException(
                HubError.Unreachable, $"The collaboration was not recorded within {SubmitPatience.TotalSeconds:0} s; is the broker there?");
        }

        return await RequireAsync(id, cancellationToken);
    }

    /// <returns>Null where there is none.</returns>
    public Task<CollaborationView?> FindAsync(CollaborationId id, CancellationToken cancellationToken) =>
        _views.FindAsync(id, new RoundHistory(), cancellationToken);

    /// <summary>Oldest first.</summary>
    public Task<IReadOnlyList<CollaborationView>> ListAsync(CancellationToken cancellationToken) => _views.ListAsync(cancellationToken);

    /// <summary>Refused contributions to collaborations that do not exist.</summary>
    public Task<IReadOnlyList<RefusalView>> ListForeignRefusalsAsync(CancellationToken cancellationToken) =>
        _views.ForeignAsync(cancellationToken);

    /// <summary>The collaboration now and after each commit that touches it, newest state only; ends when the collaboration does.</summary>
    /// <exception cref="HubException">There is no such collaboration.</exception>
    public async IAsyncEnumerable<CollaborationView> WatchAsync(
        CollaborationId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = _signals.Begin(id);
        var seen = new RoundHistory();
        while (true)
        {
            var view = await RequireAsync(id, seen, cancellationToken);
            yield return view;
            if (view.IsOver)
            {
                yield break;
            }

            await watch.NextAsync(cancellationToken);
        }
    }

    /// <summary>Waits until every combined step has its scores; without a rewards service that is never.</summary>
    /// <exception cref="HubException">There is no such collaboration.</exception>
    public async Task<CollaborationView> WhenScoredAsync(CollaborationId id, CancellationToken cancellationToken)
    {
        using var watch = _signals.Begin(id);
        var seen = new RoundHistory();
        while (true)
        {
            var view = await RequireAsync(id, seen, cancellationToken);
            if (view.ScoresAwaited == 0)
            {
                return view;
            }

            await watch.NextAsync(cancellationToken);
        }
    }

    /// <exception cref="HubException">There is no such collaboration, or it is over.</exception>
    public Task PauseAsync(CollaborationId id, CancellationToken cancellationToken) =>
        CommandAsync(id, new PauseCollaboration { Collaboration = id }, cancellationToken);

    /// <inheritdoc cref="PauseAsync"/>
    public Task ResumeAsync(CollaborationId id, CancellationToken cancellationToken) =>
        CommandAsync(id, new ResumeCollaboration { Collaboration = id }, cancellationToken);

    /// <inheritdoc cref="PauseAsync"/>
    public Task CancelAsync(CollaborationId id, string reason, CancellationToken cancellationToken) =>
        CommandAsync(id, new CancelCollaboration { Collaboration = id, Reason = reason }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _batches.DisposeAsync();
        await _sweeper.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>Completes when everything that was to be deleted so far has been looked at.</summary>
    internal Task SweptAsync() => _sweeper.SweptAsync();

    /// <summary>Completes when whoever waits for a commit that can be read already has been told of it.</summary>
    internal async Task SettledAsync(CancellationToken cancellationToken)
    {
        // Watchers are told before the next transaction begins.
        await using var turn = await _store.BeginAsync(cancellationToken);
    }

    /// <summary>Completes with the next commit that touches the collaboration.</summary>
    internal async Task ChangedAsync(CollaborationId id, CancellationToken cancellationToken)
    {
        using var watch = _signals.Begin(id);
        await watch.NextAsync(cancellationToken);
    }

    private async Task CommandAsync<T>(CollaborationId id, T command, CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        var view = await RequireAsync(id, cancellationToken);
        if (view.IsOver)
        {
            throw new HubException(HubError.Conflict, $"Collaboration {id} is over: {view.State}.");
        }

        await SendAsync(command, Guid.NewGuid(), cancellationToken);
    }

    /// <summary>Through the outbox: what an operator was told is done outlives the broker and this process.</summary>
    private async Task SendAsync<T>(T message, Guid messageId, CancellationToken cancellationToken)
        where T : class, ICollaborationMessage
    {
        await using var unit = await _store.BeginAsync(cancellationToken);
        unit.Send(_options.Names.Hub, message, messageId);
        await unit.CommitAsync(cancellationToken);
    }

    /// <summary>After a restart: what an embedded bus, or a broker without its disk, has lost is sent again.</summary>
    private async Task ReissueAsync(CancellationToken cancellationToken)
    {
        await using var lease = _store.OpenRead();
        foreach (var id in await lease.Connection.UnfinishedAsync())
        {
            await _sender.ToHubAsync(new ReissueStep { Collaboration = id }, Guid.NewGuid(), cancellationToken);
        }
    }

    private Task<CollaborationView> RequireAsync(CollaborationId id, CancellationToken cancellationToken) =>
        RequireAsync(id, new RoundHistory(), cancellationToken);

    private async Task<CollaborationView> RequireAsync(CollaborationId id, RoundHistory seen, CancellationToken cancellationToken) =>
        await _views.FindAsync(id, seen, cancellationToken)
        ?? throw new HubException(HubError.NotFound, $"There is no collaboration {id}.");

    /// <summary>Files that a killed process had no time to delete. Only old ones: the message that names a young one may still come.</summary>
    private List<ContentHash> OldPayloads()
    {
        var before = _options.TimeProvider.GetUtcNow() - new PayloadLimits().MaxUnfinishedAge;
        return
        [
            .. new DirectoryInfo(PayloadFolder(_options)).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before)
                .Select(f => ContentHash.TryParse(f.Name, out var hash) ? hash : default).Where(h => h != default),
        ];
    }

    private static string PayloadFolder(HubOptions options) => Path.Combine(options.Folder, "payloads");

    private static string StorePath(HubOptions options)
    {
        const string Scheme = "sqlite:";
        return options.StoreConnection switch
        {
            null => Path.Combine(options.Folder, "hub.db"),
            { } text when text.StartsWith(Scheme, StringComparison.Ordinal) && text.Length > Scheme.Length => text[Scheme.Length..],
            _ => throw new StoreException("The hub's store is given as sqlite:PATH."),
        };
    }
}
