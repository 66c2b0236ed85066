using System.Collections.Concurrent;
using EventCollab.EndToEnd.Interposed;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;

namespace EventCollab.EndToEnd.Pipeline;

/// <summary>Check S2 of the method: messages that come twice, out of order or from an earlier round change nothing.</summary>
public sealed class UnreliableNetworkTests
{
    private const int Rounds = 5;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Shuffled_and_doubled_deliveries_end_in_the_same_hash(int seed) => RunAsync(seed, new TransportOptions());

    [Fact]
    public async Task Shuffled_and_doubled_deliveries_over_RabbitMQ_end_in_the_same_hash()
    {
        var broker = await RabbitMqServer.SharedAsync(TestContext.Current.CancellationToken);

        await RunAsync(4, new TransportOptions { Address = broker.Address, Prefix = $"unreliable-{Guid.NewGuid():N}-", Temporary = true });
    }

    private static async Task RunAsync(int seed, TransportOptions transport)
    {
        using var table = TestTable.Write("wine");
        var sent = new ConcurrentQueue<string>();
        var networks = new ConcurrentBag<UnreliableSender>();
        await using var pipeline = new Pipeline(table, 4)
        {
            Between = (_, sender) =>
            {
                var network = new UnreliableSender(sender, new Random(seed), sent);
                networks.Add(network);
                return network;
            },
        };
        var setup = pipeline.Setup(Rounds);

        var end = await pipeline.RunAsync(setup, transport);

        await Task.WhenAll(networks.Select(network => network.DisposeAsync().AsTask()));
        end.ShouldHaveCompleted(Rounds);
        $"{end.FinalHash}".ShouldBe(pipeline.Loop(setup).FinalHash());
    }
}
