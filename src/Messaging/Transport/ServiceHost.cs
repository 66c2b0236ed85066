using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Transport;

/// <summary>Services and the one bus that they share in this process.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly TransportOptions _options;
    private readonly ServiceProvider _provider;
    private readonly Broker? _broker;
    private readonly MessageSender _sender;
    private readonly ILogger _logger;
    private readonly List<IHostedService> _hosted = [];
    private readonly List<IService> _running = [];
    private int _disposed;

    private ServiceHost(TransportOptions options, ServiceProvider provider, Broker? broker, TimeProvider time, ILogger logger)
    {
        _options = options;
        _provider = provider;
        _broker = broker;
        _logger = logger;
        _sender = new MessageSender(provider.GetRequiredService<IBus>(), options, broker, time);
    }

    public IMessageSender Sender => _sender;

    internal IServiceProvider Provider => _provider;

    /// <summary>Connects to the broker, starts the bus with the endpoints of all services, then the services in the order given.</summary>
    /// <exception cref="TransportException">The broker is not there or refuses us.</exception>
    public static async Task<ServiceHost> StartAsync(
        TransportOptions options,
        IReadOnlyList<IService> services,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var endpoints = services.SelectMany(service => service.Endpoints).ToList();
        var address = options.IsEmbedded ? null : BrokerAddress.Parse(options.Address);
        var tls = address is { UsesTls: true } ? BrokerTls.Load(options.Tls, address.Host) : null;
        var broker = address is null ? null : new Broker(options, address, tls);
        var host = new ServiceHost(
            options,
            BusConfiguration.Build(options, address, tls, endpoints, loggers),
            broker,
            time,
            loggers.CreateLogger<ServiceHost>());
        try
        {
            await host.StartAsync(services, endpoints, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops services and bus, and deletes the queues of a temporary run. Does not dispose the services.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        using var limit = new CancellationTokenSource(StopLimit);
        foreach (var service in Enumerable.Reverse(_running))
        {
            await TryAsync(() => service.StopAsync(limit.Token));
        }

        foreach (var hosted in Enumerable.Reverse(_hosted))
        {
            await TryAsync(() => hosted.StopAsync(limit.Token));
        }

        if (_broker is not null)
        {
            if (_options.Temporary)
            {
                await TryAsync(() => _broker.DeleteAllAsync(limit.Token));
            }

            await TryAsync(() => _broker.DisposeAsync().AsTask());
        }

        _sender.Dispose();
        await _provider.DisposeAsync();
    }

    private async Task StartAsync(IReadOnlyList<IService> services, List<EndpointDefinition> endpoints, CancellationToken cancellationToken)
    {
        if (_broker is not null)
        {
            // Before MassTransit, which would go on trying for ever, and say why only in its log.
            foreach (var endpoint in endpoints)
            {
                await _broker.EnsureQueueAsync(endpoint.Name, cancellationToken);
            }

            await _broker.CheckAsync(cancellationToken);
        }

        foreach (var hosted in _provider.GetServices<IHostedService>())
        {
            _hosted.Add(hosted);
            await StartBusAsync(hosted, cancellationToken);
        }

        foreach (var service in services)
        {
            _running.Add(service);
            await service.StartAsync(_sender, cancellationToken);
        }
    }

    private async Task StartBusAsync(IHostedService bus, CancellationToken cancellationToken)
    {
        try
        {
            await bus.StartAsync(cancellationToken).WaitAsync(_options.ConnectTimeout, cancellationToken);
        }
        catch (Exception failure) when (_broker is not null && !cancellationToken.IsCancellationRequested)
        {
            throw new TransportException(
                $"The broker at {_broker.Display} does not let us read our queues ({failure.Message.Split('\n')[0].Trim()}): "
                + "look into its log, or try again when it has recovered.",
                failure);
        }
    }

    /// <summary>One part that does not stop must not keep the others from stopping.</summary>
    private async Task TryAsync(Func<Task> stop)
    {
        try
        {
            await stop();
        }
        catch (Exception failure)
        {
            _logger.LogWarning("Stopping: {Reason}", failure.Message);
        }
    }
}
