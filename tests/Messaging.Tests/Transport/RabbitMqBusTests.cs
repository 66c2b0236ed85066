using Dapper;
using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using EventCollab.Testing;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>The laws of the bus on a real broker, and what only a broker has: queues that outlive processes.</summary>
public sealed class RabbitMqBusTests : BusLaws
{
    private protected override async Task<TransportOptions> OptionsAsync() => new()
    {
        Address = (await RabbitMqServer.SharedAsync(Token)).Address,
        Prefix = $"test-{Guid.NewGuid():N}-",
        Temporary = true,
    };

    private protected override IErrorQueue ErrorsOf(TransportOptions options, string queue) => new RabbitMqErrorQueue(options, queue);

    [Fact]
    public async Task Messages_sent_before_their_receiver_starts_wait_for_it()
    {
        var options = await OptionsAsync();
        var queue = options.Names.Organization(Examples.Alpha);
        await using var sending = await StartAsync(options with { Temporary = false });
        await sending.Sender.SendAsync(queue, Examples.Deadline(4), Guid.NewGuid(), null, [], Token);

        var received = new Received<DeadlineReached>();
        await using var receiving = await StartAsync(options, received.Endpoint(queue));

        (await received.NextAsync()).Round.ShouldBe(4);
    }

    [Fact]
    public async Task Sender_and_owner_declare_the_hub_s_queue_alike_although_it_has_one_live_consumer()
    {
        var options = await OptionsAsync();
        await using var sending = await StartAsync(options with { Temporary = false });
        await sending.Sender.SendAsync(options.Names.Hub, Examples.Deadline(1), Guid.NewGuid(), null, [], Token);

        var received = new Received<DeadlineReached>();
        await using var owner = await StartAsync(options, received.Endpoint(options.Names.Hub));
        await using var standby = await StartAsync(options with { Temporary = false }, new Received<DeadlineReached>().Endpoint(options.Names.Hub));

        (await received.NextAsync()).Round.ShouldBe(1);
        await sending.Sender.SendAsync(options.Names.Hub, Examples.Deadline(2), Guid.NewGuid(), null, [], Token);
        (await received.NextAsync()).Round.ShouldBe(2);
    }

    [Fact]
    public async Task The_queues_and_exchanges_of_a_temporary_run_are_gone_after_it()
    {
        var options = await OptionsAsync();
        var queue = options.Prefix + Queue;
        var errors = ErrorsOf(options, queue);
        await using (var host = await StartAsync(options, new Received<DeadlineReached>().Endpoint(queue)))
        {
            await host.Sender.SendAsync(options.Prefix + "elsewhere", Examples.Deadline(1), Guid.NewGuid(), null, [], Token);
            await errors.InjectAsync(host, [9]);
            await errors.NextBytesAsync();
        }

        foreach (var name in new[] { queue, queue + "_error", options.Prefix + "elsewhere", options.Prefix + "elsewhere_error" })
        {
            (await ExistsAsync(options, channel => channel.QueueDeclarePassiveAsync(name))).ShouldBeFalse(name);
            (await ExistsAsync(options, channel => channel.ExchangeDeclarePassiveAsync(name))).ShouldBeFalse(name);
        }
    }

    [Fact]
    public async Task The_queues_of_a_standing_installation_stay()
    {
        var options = await OptionsAsync();
        var queue = options.Prefix + Queue;
        await using (await StartAsync(options with { Temporary = false }, new Received<DeadlineReached>().Endpoint(queue)))
        {
        }

        (await ExistsAsync(options, channel => channel.QueueDeclarePassiveAsync(queue))).ShouldBeTrue();
        await using (await StartAsync(options, new Received<DeadlineReached>().Endpoint(queue)))
        {
        }
    }

    [Fact]
    public async Task A_message_that_comes_back_again_and_again_ends_in_the_error_queue()
    {
        var options = await OptionsAsync();
        var queue = options.Prefix + Queue;
        await using var host = await StartAsync(options);
        await host.Sender.SendAsync(queue, Examples.Deadline(5), Guid.NewGuid(), null, [], Token);
        await using var connection = await new ConnectionFactory { Uri = new Uri(options.Address) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync();

        // As a process does that dies in the handler: delivered, never acknowledged, ten times and once more.
        for (var delivery = 0; delivery <= 10; delivery++)
        {
            var message = (await channel.BasicGetAsync(queue, autoAck: false))!;
            await channel.BasicNackAsync(message.DeliveryTag, multiple: false, requeue: true);
        }

        (await ErrorsOf(options, queue).NextMessageAsync()).Round.ShouldBe(5);
    }

    [Fact]
    public async Task A_queue_that_vanishes_is_made_again_at_the_next_send()
    {
        var options = await OptionsAsync();
        var queue = options.Prefix + Queue;
        await using var host = await StartAsync(options);
        await host.Sender.SendAsync(queue, Examples.Deadline(1), Guid.NewGuid(), null, [], Token);
        await using var connection = await new ConnectionFactory { Uri = new Uri(options.Address) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);

        await host.Sender.SendAsync(queue, Examples.Deadline(2), Guid.NewGuid(), null, [], Token);

        (await channel.QueueDeclarePassiveAsync(queue)).MessageCount.ShouldBe(1u);
    }

    [Fact]
    public async Task A_message_whose_store_fails_for_good_is_kept_and_comes_again_after_the_restart()
    {
        var options = await OptionsAsync();
        using var folder = new TemporaryFolder();
        var queue = options.Prefix + Queue;
        await using (var full = OpenStore(folder["full.db"]))
        {
            await using (var work = await full.BeginAsync(Token))
            {
                await work.CommitAsync(Token);
                await work.Connection.ExecuteAsync("pragma max_page_count = 1");
            }

            await using var failing = await StartAsync(options with { Temporary = false }, Storing(queue, full, new Received<DeadlineReached>()));
            await failing.Sender.SendAsync(queue, Examples.Deadline(6), Guid.NewGuid(), null, [], Token);
            (await full.Failure.WaitAsync(Token)).Message.ShouldContain("full");
        }

        var received = new Received<DeadlineReached>();
        await using var healthy = OpenStore(folder["healthy.db"]);
        await using var restarted = await StartAsync(options, Storing(queue, healthy, received));

        (await received.NextAsync()).Round.ShouldBe(6);
    }

    private static SqlStore OpenStore(string path) => SqlStore.Open(new SqlStoreOptions
    {
        Dialect = new SqliteDialect(path, durable: false),
        Schema = ["create table if not exists blob(bytes blob not null)"],
    });

    private static EndpointDefinition Storing(string queue, SqlStore store, Received<DeadlineReached> received) => new()
    {
        Name = queue,
        Configure = endpoint =>
        {
            endpoint.UseTransaction(store);
            endpoint.Handler<DeadlineReached>(async context =>
            {
                var work = context.GetPayload<UnitOfWork>();
                await work.Connection.ExecuteAsync("insert into blob(bytes) values (zeroblob(100000))", transaction: work.Transaction);
                received.Add(context.Message);
            });
        },
    };

    private static async Task<bool> ExistsAsync(TransportOptions options, Func<IChannel, Task> look)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(options.Address) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            await look(channel);
            return true;
        }
        catch (OperationInterruptedException)
        {
            return false;
        }
    }
}
