using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using MassTransit;

namespace EventCollab.Rewards;

/// <summary>
/// Says what contributions were worth: answers <see cref="ScoreRound"/> with <see cref="ContributionsScored"/> to the hub
/// and <see cref="RewardIssued"/> to each organization, and keeps the scores in its own store.
/// </summary>
public sealed class RewardsService : IService
{
    private readonly SqlStore _store;

    private RewardsService(RewardsOptions options)
    {
        _store = SqlStore.Open(new SqlStoreOptions
        {
            Dialect = options.Dialect,
            Schema = ScoreTable.Schema,
            Time = options.Time,
            Logger = options.Loggers.CreateLogger(typeof(RewardsService).FullName!),
        });
        var scorer = new RoundScorer(options.Names, options.Score);
        Endpoints =
        [
            new EndpointDefinition
            {
                Name = options.Names.Rewards,
                ConcurrencyLimit = 1,
                Configure = endpoint =>
                {
                    // The hub asks again, with the same message id, when a restart has lost the answer on an embedded bus. An
                    // inbox would leave it without scores for ever; the steps' keys in the store make a second score impossible.
                    endpoint.UseTransaction(_store, Copies.Answered);
                    endpoint.Handler<ScoreRound>(context =>
                        scorer.ScoreAsync(context.Message, context.GetPayload<UnitOfWork>(), context.CancellationToken));
                    endpoint.Handler<CollaborationEnded>(context =>
                    {
                        scorer.Forget(context.Message);
                        return Task.CompletedTask;
                    });
                },
            },
        ];
    }

    public IReadOnlyList<EndpointDefinition> Endpoints { get; }

    /// <summary>Completes when the store has failed in a way that repeating does not heal.</summary>
    public Task<StoreException> Failure => _store.Failure;

    /// <exception cref="StoreException">The store cannot be opened or written.</exception>
    public static RewardsService Open(RewardsOptions options) => new(options);

    public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken) => _store.StartAsync(sender, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _store.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
