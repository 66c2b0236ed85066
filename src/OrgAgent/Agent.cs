using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Hosting.Journal;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EventCollab.OrgAgent;

/// <summary>
/// The agent of one organization: reads its own queue, trains on its own columns, sends its contributions, and where
/// the organization is the sponsor plans and combines too. May be killed at any moment: what was asked and what was
/// answered is on disk, so that it goes on where it was and never trains a task twice because of a redelivery.
/// </summary>
public sealed class Agent : IService
{
    // As long as a broker can deliver a message again (SqlStoreOptions.InboxRetention).
    private static readonly TimeSpan OrphanAge = TimeSpan.FromDays(7);

    private readonly CancellationTokenSource _stopping = new();
    private readonly AgentOptions _options;
    private readonly WorkJournal _journal;
    private readonly FilePayloadStore _payloads;
    private readonly AgentJournal _entries;
    private readonly PayloadCustody _custody;
    private readonly DepartureLog _departures;
    private readonly Announcer _announcer;
    private readonly WorkThread _thread;
    private readonly TaskWork _work;
    private readonly TaskIntake _intake;
    private Task _announcing = Task.CompletedTask;
    private bool _started;

    private Agent(AgentOptions options)
    {
        _options = options;
        var logger = options.Loggers.CreateLogger($"EventCollab.OrgAgent.{options.Organization}");
        Directory.CreateDirectory(options.Folder);
        _journal = new WorkJournal(Path.Combine(options.Folder, "collaborations"), options.Durable);
        _entries = new AgentJournal(_journal);
        _payloads = new FilePayloadStore(PayloadFolder, options.Durable, time: options.Time);
        _custody = new PayloadCustody(_payloads);
        _departures = new DepartureLog(Path.Combine(options.Folder, DepartureFile), options.Time, logger);
        _announcer = new Announcer(options, _entries, _payloads, _departures, logger);
        _thread = new WorkThread($"work of {options.Organization}", logger);
        _work = new TaskWork(options, _entries, _custody, _announcer, _thread, logger, _stopping.Token);
        _intake = new TaskIntake(options, _entries, _custody, _announcer, _work, logger);
        Endpoints = [Queue(), PayloadEndpoints.Parts(options.Names.Organization(options.Organization), _payloads)];
        Recover(logger);
    }

    /// <summary>Name of the file in the agent's folder that says what left the building, one line each, written before it leaves.</summary>
    public const string DepartureFile = "what-leaves-the-building.log";

    private string PayloadFolder => Path.Combine(_options.Folder, "payloads");

    public OrganizationId Organization => _options.Organization;

    public IReadOnlyList<EndpointDefinition> Endpoints { get; }

    /// <summary>Where deliveries come in.</summary>
    internal TaskIntake Intake => _intake;

    internal FilePayloadStore Payloads => _payloads;

    /// <summary>Opens the agent's folder and finds what an earlier run left unfinished; it is done once the agent starts.</summary>
    /// <exception cref="StoreException">The folder cannot be written, or another agent uses it.</exception>
    public static Agent Open(AgentOptions options)
    {
        try
        {
            return new Agent(options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The agent of {options.Organization} cannot use its folder {options.Folder}: {exception.Message}", exception);
        }
    }

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken)
    {
        _started = true;
        _thread.Start();
        _announcing = AnnounceAsync(sender);
        return Task.CompletedTask;
    }

    /// <summary>Leaves a collaboration. The reason is on disk when this begins and at the broker when it returns.</summary>
    /// <exception cref="InvalidOperationException">The organization does not take part in it.</exception>
    public async Task WithdrawAsync(CollaborationId collaboration, string reason, CancellationToken cancellationToken)
    {
        if (_entries.MembershipOf(collaboration) is not (Membership.Invited or Membership.Joined or Membership.Withdrawn))
        {
            throw new InvalidOperationException($"{Organization} does not take part in collaboration {collaboration}.");
        }

        await _work.LeaveAsync(collaboration, _work.Withdraw(collaboration, reason));
        await _announcer.AnnounceAsync(AgentJournal.Withdrawal(collaboration), cancellationToken);
    }

    /// <summary>What the agent knows of a collaboration; null where it was never invited.</summary>
    public Standing? StandingIn(CollaborationId collaboration) => _entries.StandingOf(collaboration);

    /// <summary>Collaborations that the agent knows, the ended ones too.</summary>
    public IReadOnlyList<Standing> Standings() => [.. _journal.Collaborations.Select(StandingIn).OfType<Standing>()];

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_started || _stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        _thread.Post(_work.Dispose);
        _thread.Stop();
        await _announcing;
        await _thread.Ended.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        if (_started)
        {
            // Native training cannot be broken off; what it uses must outlive it.
            await _thread.Ended;
            await _custody.SweepAsync(CancellationToken.None);
        }

        _work.Dispose();
        _departures.Dispose();
        _custody.Dispose();
        _payloads.Dispose();
        _journal.Dispose();
        _stopping.Dispose();
    }

    private EndpointDefinition Queue() => new()
    {
        Name = _options.Names.Organization(_options.Organization),
        PrefetchCount = 16,

        // In order, so that an invitation is known before the first task; each takes one write to the journal.
        ConcurrencyLimit = 1,
        Configure = endpoint =>
        {
            endpoint.Handler<OrganizationInvited>(context => _intake.OnInvitedAsync(context.Message, context.CancellationToken));
            endpoint.Handler<RoundOpened>(context => _intake.OnOpenedAsync(context.Message, context.CancellationToken));
            endpoint.Handler<PlanRound>(context => _intake.OnPlanAsync(context.Message, context.CancellationToken));
            endpoint.Handler<CombineRound>(context => _intake.OnCombineAsync(context.Message, context.CancellationToken));
            endpoint.Handler<ContributionRefused>(context => _intake.OnRefusedAsync(context.Message, context.CancellationToken));
            endpoint.Handler<RewardIssued>(context => _intake.OnRewardAsync(context.Message, context.CancellationToken));
            endpoint.Handler<CollaborationEnded>(context => _intake.OnEndedAsync(context.Message, context.CancellationToken));
        },
    };

    private async Task AnnounceAsync(IMessageSender sender)
    {
        try
        {
            // Off the caller's thread: a start must not wait for what an earlier run left to be sent.
            await Task.Run(() => _announcer.RunAsync(sender, _work.Redo, _stopping.Token), _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopped; what is not announced stays in the journal.
        }
    }

    private IEnumerable<ContentHash> OldPayloads()
    {
        var limit = _options.Time.GetUtcNow().UtcDateTime - OrphanAge;
        foreach (var path in Directory.EnumerateFiles(PayloadFolder).Where(path => File.GetLastWriteTimeUtc(path) < limit))
        {
            if (ContentHash.TryParse(Path.GetFileName(path), out var hash))
            {
                yield return hash;
            }
        }
    }

    private void Recover(ILogger logger)
    {
        if (_journal.TornBytes is > 0 and var torn)
        {
            AgentLog.TornJournal(logger, torn);
        }

        // Settled before anything is queued: a kill may have come between leaving and letting go of the steps.
        var forgotten = _journal.Collaborations.SelectMany(id => _entries.Settle(id).Concat(_entries.ForgetOldSteps(id))).ToList();
        var entries = _journal.Collaborations.SelectMany(_journal.Entries).ToList();
        foreach (var message in entries.Concat(forgotten).SelectMany(entry => new[] { entry.Task, entry.Result }).OfType<ICollaborationMessage>())
        {
            _custody.HoldAsync(message, CancellationToken.None).GetAwaiter().GetResult();
        }

        _custody.Abandon(OldPayloads());
        _work.LetGoAsync(forgotten).GetAwaiter().GetResult();
        var unfinished = entries.Where(entry => entry is { IsFinished: false, Key.Kind: <= WorkKind.Combine }).ToList();
        var unannounced = entries.Where(entry => entry is { IsFinished: true, Announced: false, Key.Kind: <= WorkKind.Withdrawal }).ToList();
        unfinished.ForEach(entry => _work.Enqueue(entry.Key));
        unannounced.ForEach(entry => _announcer.Enqueue(entry.Key));
        if (unfinished.Count + unannounced.Count > 0)
        {
            AgentLog.Recovered(logger, unfinished.Count, unannounced.Count);
        }
    }
}
