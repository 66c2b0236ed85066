using System.Collections.Concurrent;
using System.Threading.Channels;
using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;
using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Rewards.Tests;

/// <summary>The service with its store over the embedded bus.</summary>
public sealed class RewardsServiceTests : IDisposable
{
    private static readonly ScoreRound[] Rounds =
    [
        Some.Request(1, 1.0, 0.7, ("a", 0.1), ("b", 0.9)),
        Some.Request(2, 0.7, 0.6, ("a", 0.7), ("b", 0.3)),
        Some.Request(3, 0.6, 0.35, ("a", 0.2), ("b", 0.8)),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_hub_is_told_everything_and_each_organization_its_own()
    {
        await using var scene = await Scene.StartAsync(_folder["rewards.db"]);

        await scene.SendAsync(Some.Request(1, 1.0, 0.5, ("a", 0.25), ("b", 0.75)));

        var scored = await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);
        scored.Scores.Select(score => (score.Organization.Value, score.Value)).ShouldBe([("a", 0.125), ("b", 0.375), ("never", 0.0)]);
        scored.Shares.Select(share => share.Value).ShouldBe([0.25, 0.75, 0.0]);
        var reward = await scene.Rewards.ReadAsync(TestContext.Current.CancellationToken);
        (reward.Organization.Value, reward.Round, reward.Score, reward.Share).ShouldBe(("a", 1, 0.125, 0.25));
    }

    [Fact]
    public async Task Rounds_out_of_order_twice_and_over_a_restart_give_bit_equal_shares()
    {
        var straight = await SharesAsync("straight.db", restart: false, 0, 1, 2);
        var crooked = await SharesAsync("crooked.db", restart: false, 2, 0, 0, 1, 2);
        var interrupted = await SharesAsync("interrupted.db", restart: true, 1, 2, 0);

        crooked.ShouldBe(straight);
        interrupted.ShouldBe(straight);

        // a: 0.1 * 0.3 + 0.7 * 0.1 + 0.2 * 0.25 = 0.15 of 0.65.
        straight[0].ShouldBe(0.15 / 0.65, 1e-12);
        straight[1].ShouldBe(0.5 / 0.65, 1e-12);
        straight[2].ShouldBe(0);
    }

    /// <summary>300 rounds, the service begun anew every 50: sums that were kept and sums that were taken anew have equal bits.</summary>
    [Fact]
    public async Task Many_rounds_give_the_bits_of_one_sum_in_order()
    {
        var rule = new LossDecreaseScore();
        var totals = ScoreTotals.None;
        double[] last = [];
        var scene = await Scene.StartAsync(_folder["rewards.db"]);
        for (var round = 1; round <= 300; round++)
        {
            if (round % 50 == 0)
            {
                await scene.DisposeAsync();
                scene = await Scene.StartAsync(_folder["rewards.db"]);
            }

            var request = Some.Request(round, 1.0 / round, 1.0 / (round + 1), ("a", 1.0 / 3), ("b", 2.0 / 3));
            totals = totals.Add(rule.Score(request));
            await scene.SendAsync(request);
            last = [.. (await scene.Scored.ReadAsync(TestContext.Current.CancellationToken)).Shares.Select(share => share.Value)];
        }

        await scene.DisposeAsync();
        last.ShouldBe([.. rule.Shares(totals).Select(share => share.Value)]);
        last[0].ShouldBe(1.0 / 3, 1e-12);
    }

    /// <summary>Seen by what the rounds before say in the store: 1000 there would give a far more than its 0.1 of 0.4.</summary>
    [Fact]
    public async Task A_round_in_order_does_not_read_the_rounds_before_it()
    {
        await using var scene = await Scene.StartAsync(_folder["rewards.db"]);
        await scene.SendAsync(Rounds[0]);
        await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);
        await using (var connection = new SqliteConnection($"Data Source={_folder["rewards.db"]}"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var change = connection.CreateCommand();
            change.CommandText = "update scored_contribution set score = 1000 where organization = 'a'";
            (await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        }

        await scene.SendAsync(Rounds[1]);

        (await scene.Scored.ReadAsync(TestContext.Current.CancellationToken)).Shares[0].Value.ShouldBe(0.25, 1e-12);
    }

    [Fact]
    public async Task A_score_that_was_told_once_stays_what_it_was()
    {
        await using var scene = await Scene.StartAsync(_folder["rewards.db"]);
        await scene.SendAsync(Some.Request(1, 1.0, 0.5, ("a", 1.0)));
        await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);

        await scene.SendAsync(Some.Request(1, 1.0, 0.0, ("b", 1.0)));

        (await scene.Scored.ReadAsync(TestContext.Current.CancellationToken)).Shares.Select(share => share.Value).ShouldBe([1.0, 0.0, 0.0]);
    }

    [Fact]
    public async Task A_collaboration_that_ended_can_still_be_scored()
    {
        await using var scene = await Scene.StartAsync(_folder["rewards.db"]);
        await scene.SendAsync(Rounds[0]);
        await scene.SendAsync(new CollaborationEnded { Collaboration = Some.Collaboration, State = "Completed" });
        await scene.SendAsync(Rounds[1]);

        await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);
        var last = await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);

        // a: 0.1 * 0.3 + 0.7 * 0.1 = 0.1 of 0.4.
        last.Shares[0].Value.ShouldBe(0.25, 1e-12);
    }

    [Fact]
    public async Task The_same_message_again_is_answered_again_and_scored_once()
    {
        await using var scene = await Scene.StartAsync(_folder["rewards.db"]);
        var question = Guid.NewGuid();
        await scene.SendAsync(Rounds[0], question);
        var first = await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);
        await scene.SendAsync(new CollaborationEnded { Collaboration = Some.Collaboration, State = "Completed" });

        await scene.SendAsync(Rounds[0], question);

        var again = await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);
        again.Scores.ShouldBe(first.Scores);
        again.Shares.ShouldBe(first.Shares);

        // The hub and the agents drop what they have by these ids.
        scene.Ids.Distinct().Count().ShouldBe(1);
        scene.Ids.Count.ShouldBe(2);

        // a: 0.1 * 0.3 + 0.7 * 0.1 = 0.1 of 0.4; were round 1 counted twice, it would be 0.13 of 0.7.
        await scene.SendAsync(Rounds[1]);
        (await scene.Scored.ReadAsync(TestContext.Current.CancellationToken)).Shares[0].Value.ShouldBe(0.25, 1e-12);
    }

    /// <returns>The shares that were told last.</returns>
    private async Task<double[]> SharesAsync(string database, bool restart, params int[] order)
    {
        ContributionsScored? last = null;
        var scene = await Scene.StartAsync(_folder[database]);
        foreach (var index in order)
        {
            if (restart)
            {
                await scene.DisposeAsync();
                scene = await Scene.StartAsync(_folder[database]);
            }

            await scene.SendAsync(Rounds[index]);
            last = await scene.Scored.ReadAsync(TestContext.Current.CancellationToken);
        }

        await scene.DisposeAsync();
        return [.. last!.Shares.Select(share => share.Value)];
    }

    private sealed class Scene : IAsyncDisposable
    {
        private readonly Listener _listener = new();
        private RewardsService? _service;
        private ServiceHost? _host;

        public ChannelReader<ContributionsScored> Scored => _listener.Scored.Reader;

        /// <summary>Ids of the messages to the hub.</summary>
        public ConcurrentQueue<Guid?> Ids => _listener.Ids;

        public ChannelReader<RewardIssued> Rewards => _listener.Rewards.Reader;

        public static async Task<Scene> StartAsync(string database)
        {
            var scene = new Scene { _service = RewardsService.Open(new RewardsOptions { Dialect = new SqliteDialect(database, durable: false) }) };
            scene._host = await ServiceHost.StartAsync(
                new TransportOptions(), [scene._listener, scene._service], NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
            return scene;
        }

        /// <summary>Each time a message of its own where no id is given: what is recognised is the step, not the message's id.</summary>
        public Task SendAsync<T>(T message, Guid? id = null)
            where T : class, ICollaborationMessage =>
            _host!.Sender.SendAsync(new EndpointNames().Rewards, message, id ?? Guid.NewGuid(), null, [], CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await _host!.DisposeAsync();
            await _service!.DisposeAsync();
        }
    }

    private sealed class Listener : IService
    {
        public Channel<ContributionsScored> Scored { get; } = Channel.CreateUnbounded<ContributionsScored>();

        public ConcurrentQueue<Guid?> Ids { get; } = new();

        public Channel<RewardIssued> Rewards { get; } = Channel.CreateUnbounded<RewardIssued>();

        public IReadOnlyList<EndpointDefinition> Endpoints =>
        [
            new EndpointDefinition { Name = new EndpointNames().Hub, ConcurrencyLimit = 1, Configure = endpoint =>
                endpoint.Handler<ContributionsScored>(context =>
                {
                    Ids.Enqueue(context.MessageId);
                    return Scored.Writer.WriteAsync(context.Message).AsTask();
                }) },
            new EndpointDefinition { Name = new EndpointNames().Organization(new OrganizationId("a")), Configure = endpoint =>
                endpoint.Handler<RewardIssued>(context => Rewards.Writer.WriteAsync(context.Message).AsTask()) },
        ];

        public Task StartAsync(IMessageSender sender, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
