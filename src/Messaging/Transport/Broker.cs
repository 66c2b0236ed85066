using System.Collections.Concurrent;
using RabbitMQ.Client;

namespace EventCollab.Messaging.Transport;

/// <summary>
/// What MassTransit does not do for us on RabbitMQ: a quick and plain answer whether the broker can be used, queues
/// that are there before their owner is, and their removal at the end of a run.
/// </summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly TransportOptions _options;
    private readonly BrokerAddress _address;
    private readonly ConnectionFactory _factory;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<string, bool> _declared = new(StringComparer.Ordinal);
    private IConnection? _connection;

    public Broker(TransportOptions options, BrokerAddress address, BrokerTls? tls)
    {
        _options = options;
        _address = address;
        _factory = new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            VirtualHost = address.VirtualHost,
            UserName = address.User,
            Password = address.Password,
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = options.ConnectTimeout,
            HandshakeContinuationTimeout = options.ConnectTimeout,
            ContinuationTimeout = options.SendTimeout,
            ClientProvidedName = $"eventcollab {options.Prefix}queues",
        };
        tls?.ApplyTo(_factory);
    }

    public string Display => _address.Display;

    /// <summary>Makes sure that an endpoint's queue is there, with its error queue; cheap when it was done before.</summary>
    /// <exception cref="TransportException">The broker is not there or refuses.</exception>
    public async ValueTask EnsureQueueAsync(string queue, CancellationToken cancellationToken)
    {
        if (!_declared.ContainsKey(queue))
        {
            await UseChannelAsync(channel => DeclareAsync(channel, queue, cancellationToken), cancellationToken);
            _declared[queue] = true;
        }
    }

    /// <summary>Connects, and says in one line where that fails.</summary>
    /// <exception cref="TransportException">The broker is not there or refuses.</exception>
    public Task CheckAsync(CancellationToken cancellationToken) => UseChannelAsync(_ => Task.CompletedTask, cancellationToken);

    /// <summary>The queue has vanished: declare it again at the next send.</summary>
    public void Forget(string queue) => _declared.TryRemove(queue, out _);

    /// <summary>Deletes all queues and exchanges that this run has used.</summary>
    public Task DeleteAllAsync(CancellationToken cancellationToken) => UseChannelAsync(
        async channel =>
        {
            string[] suffixes = [string.Empty, QueueArguments.ErrorSuffix, QueueArguments.SkippedSuffix];
            foreach (var name in _declared.Keys.SelectMany(queue => suffixes.Select(suffix => queue + suffix)))
            {
                await channel.QueueDeleteAsync(name, ifUnused: false, ifEmpty: false, noWait: false, cancellationToken);
                await channel.ExchangeDeleteAsync(name, ifUnused: false, noWait: false, cancellationToken);
            }
        },
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        _one.Dispose();
    }

    private async Task DeclareAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        var single = queue == _options.Names.Hub;
        await DeclareAsync(channel, queue + QueueArguments.ErrorSuffix, QueueArguments.OfErrors(), cancellationToken);
        await DeclareAsync(channel, queue, QueueArguments.OfEndpoint(queue, single), cancellationToken);
    }

    private static async Task DeclareAsync(
        IChannel channel, string name, Dictionary<string, object?> arguments, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(name, name, routingKey: string.Empty, cancellationToken: cancellationToken);
    }

    private async Task UseChannelAsync(Func<IChannel, Task> use, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.ConnectTimeout);
        try
        {
            await _one.WaitAsync(deadline.Token);
            try
            {
                var connection = await ConnectAsync(deadline.Token);
                await using var channel = await connection.CreateChannelAsync(cancellationToken: deadline.Token);
                await use(channel).WaitAsync(deadline.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is not ObjectDisposedException)
        {
            throw BrokerFailure.Explain(failure, _address);
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_connection is { IsOpen: true } open)
        {
            return open;
        }

        if (_connection is { } dead)
        {
            _connection = null;
            await dead.DisposeAsync();
        }

        var connecting = _factory.CreateConnectionAsync(cancellationToken);
        try
        {
            return _connection = await connecting.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The client takes its time to give up on a peer that says nothing; whoever waits for us does not.
            _ = connecting.ContinueWith(
                static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }
}
