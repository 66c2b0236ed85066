using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Payloads;
using EventCollab.Messaging.Persistence;
using EventCollab.Messaging.Transport;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>What services may rely on, whatever the transport.</summary>
public abstract class BusLaws
{
    private protected const string Queue = "org-alpha";

    /// <summary>A transport with names that no other test has.</summary>
    private protected abstract Task<TransportOptions> OptionsAsync();

    /// <summary>Puts bytes into a queue that are no message of ours, or waits for the next of its error queue.</summary>
    private protected abstract IErrorQueue ErrorsOf(TransportOptions options, string queue);

    [Fact]
    public async Task A_sent_message_arrives_with_its_id_and_all_its_fields()
    {
        var options = await OptionsAsync();
        var received = new Received<RoundOpened>();
        await using var host = await StartAsync(options, received.Endpoint(options.Prefix + Queue));
        var id = Guid.NewGuid();
        var bytes = Examples.Bytes(1000);

        await host.Sender.SendAsync(options.Prefix + Queue, Examples.Opened(3, Examples.PayloadOf(bytes, inline: true)), id, null, [], Token);

        var (message, receivedId) = await received.NextWithIdAsync();
        receivedId.ShouldBe(id);
        message.Round.ShouldBe(3);
        message.Organization.ShouldBe(Examples.Alpha);
        message.Payload!.Inline.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task A_small_payload_is_attached_from_the_store()
    {
        var options = await OptionsAsync();
        using var folder = new TemporaryFolder();
        using var store = new FilePayloadStore(folder.Path, durable: false);
        var received = new Received<RoundOpened>();
        await using var host = await StartAsync(options, received.Endpoint(options.Prefix + Queue));
        var bytes = Examples.Bytes(EventCollab.Contracts.Payload.MaxInlineBytes);
        var payload = Examples.PayloadOf(bytes);
        await store.PutAsync(payload.Descriptor.Hash, bytes, Token);

        await host.Sender.SendAsync(options.Prefix + Queue, Examples.Opened(1, payload), Guid.NewGuid(), store, [], Token);

        (await received.NextAsync()).Payload!.Inline.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public async Task A_large_payload_goes_ahead_in_parts_and_is_whole_at_the_other_end()
    {
        var options = await OptionsAsync();
        using var folder = new TemporaryFolder();
        using var here = new FilePayloadStore(folder["here"], durable: false);
        using var there = new FilePayloadStore(folder["there"], durable: false);
        var received = new Received<RoundOpened>();
        var queue = options.Prefix + Queue;
        await using var host = await StartAsync(options, received.Endpoint(queue), PayloadEndpoints.Parts(queue, there));
        var broadcast = Examples.Bytes((3 * EventCollab.Contracts.Payload.MaxInlineBytes) + 17);
        var attached = Examples.Bytes(100, seed: 2);
        await here.PutAsync(Examples.Describe(broadcast).Hash, broadcast, Token);
        await here.PutAsync(Examples.Describe(attached).Hash, attached, Token);

        await host.Sender.SendAsync(
            queue, Examples.Opened(1, Examples.PayloadOf(broadcast)), Guid.NewGuid(), here, [Examples.Describe(attached)], Token);

        var message = await received.NextAsync();
        message.Payload!.Inline.IsEmpty.ShouldBeTrue();
        await there.WaitForAsync(message.Payload.Descriptor.Hash, Token);
        await there.WaitForAsync(Examples.Describe(attached).Hash, Token);
        (await there.ReadAsync(message.Payload.Descriptor.Hash, Token)).ToArray().ShouldBe(broadcast);
    }

    [Fact]
    public async Task A_message_whose_handler_fails_ends_in_the_error_queue_unchanged_and_the_endpoint_goes_on()
    {
        var options = await OptionsAsync();
        var queue = options.Prefix + Queue;
        var received = new Received<DeadlineReached>();
        var errors = ErrorsOf(options, queue);
        var failing = new EndpointDefinition
        {
            Name = queue,
            Configure = endpoint => endpoint.Handler<DeadlineReached>(context =>
            {
                if (context.Message.Round == 1)
                {
                    throw new InvalidOperationException("The handler does not like round 1.");
                }

                received.Add(context.Message);
                return Task.CompletedTask;
            }),
        };
        await using var host = await StartAsync(options, [failing, .. errors.Endpoints]);

        await host.Sender.SendAsync(queue, Examples.Deadline(1, step: 5), Guid.NewGuid(), null, [], Token);
        await host.Sender.SendAsync(queue, Examples.Deadline(2), Guid.NewGuid(), null, [], Token);

        (await received.NextAsync()).Round.ShouldBe(2);
        (await errors.NextMessageAsync()).ShouldBe(Examples.Deadline(1, step: 5));
    }

    [Fact]
    public async Task Garbage_ends_in_the_error_queue_and_the_endpoint_goes_on()
    {
        var options = await OptionsAsync();
        var queue = options.Prefix + Queue;
        var received = new Received<DeadlineReached>();
        var errors = ErrorsOf(options, queue);
        await using var host = await StartAsync(options, [received.Endpoint(queue), .. errors.Endpoints]);

        await errors.InjectAsync(host, [1, 2, 3, 4, 5, 6, 7, 8]);
        await host.Sender.SendAsync(queue, Examples.Deadline(2), Guid.NewGuid(), null, [], Token);

        (await received.NextAsync()).Round.ShouldBe(2);
        (await errors.NextBytesAsync()).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task A_message_that_is_delivered_twice_has_one_effect_and_what_it_caused_goes_out_once()
    {
        var options = await OptionsAsync();
        using var folder = new TemporaryFolder();
        await using var store = SqlStore.Open(new SqlStoreOptions { Dialect = new SqliteDialect(folder["hub.db"], durable: false) });
        var (queue, next) = (options.Prefix + Queue, options.Prefix + "org-beta");
        var forwarded = new Received<DeadlineReached>();
        var forwarding = new EndpointDefinition
        {
            Name = queue,
            Configure = endpoint =>
            {
                endpoint.UseTransaction(store);
                endpoint.Handler<DeadlineReached>(context =>
                {
                    context.GetPayload<UnitOfWork>().Send(next, context.Message, Guid.NewGuid());
                    return Task.CompletedTask;
                });
            },
        };
        await using var host = await StartAsync(options, forwarding, forwarded.Endpoint(next));
        await store.StartAsync(host.Sender, Token);
        var (twice, last) = (Guid.NewGuid(), Guid.NewGuid());

        foreach (var (round, id) in new[] { (1, twice), (1, twice), (2, last) })
        {
            await host.Sender.SendAsync(queue, Examples.Deadline(round), id, null, [], Token);
        }

        var rounds = new[] { await forwarded.NextAsync(), await forwarded.NextAsync() }.Select(message => message.Round);
        rounds.ShouldBe([1, 2], ignoreOrder: true);
        await store.StopAsync(Token);
        forwarded.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_thousand_messages_sent_at_once_all_arrive()
    {
        var options = await OptionsAsync();
        var received = new Received<DeadlineReached>();
        await using var host = await StartAsync(options, received.Endpoint(options.Prefix + Queue));

        await Task.WhenAll(Enumerable.Range(1, 1000).Select(round =>
            host.Sender.SendAsync(options.Prefix + Queue, Examples.Deadline(round), Guid.NewGuid(), null, [], Token)));

        var rounds = new HashSet<int>();
        while (rounds.Count < 1000)
        {
            rounds.Add((await received.NextAsync()).Round).ShouldBeTrue();
        }
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static Task<ServiceHost> StartAsync(TransportOptions options, params EndpointDefinition[] endpoints) =>
        ServiceHost.StartAsync(options, [new EndpointService(endpoints)], NullLoggerFactory.Instance, TimeProvider.System, Token);
}
