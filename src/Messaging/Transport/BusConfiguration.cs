using EventCollab.Messaging.Serialization;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace EventCollab.Messaging.Transport;

/// <summary>The one place where MassTransit is configured, for both transports alike.</summary>
internal static class BusConfiguration
{
    /// <summary>Largest body that a consumer accepts: a part and its envelope are half a megabyte.</summary>
    public const uint MaxMessageBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ConsumerStopTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static ServiceProvider Build(
        TransportOptions options, BrokerAddress? broker, BrokerTls? tls, IReadOnlyList<EndpointDefinition> endpoints, ILoggerFactory loggers)
    {
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.TryAdd(ServiceDescriptor.Singleton(typeof(ILogger<>), typeof(Logger<>)));
        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = options.ConnectTimeout;
            host.StopTimeout = StopTimeout;
            host.ConsumerStopTimeout = ConsumerStopTimeout;
        });
        services.AddMassTransit(bus =>
        {
            // On by default, it would report names of endpoints and machines to the library's vendor.
            bus.DisableUsageTelemetry();
            if (broker is null)
            {
                bus.UsingInMemory((_, transport) => Embedded(transport, endpoints));
            }
            else
            {
                bus.UsingRabbitMq((_, transport) => RabbitMq(transport, options, broker, tls, endpoints));
            }
        });
        return services.BuildServiceProvider();
    }

    private static void Embedded(IInMemoryBusFactoryConfigurator bus, IReadOnlyList<EndpointDefinition> endpoints)
    {
        Common(bus);
        foreach (var definition in endpoints)
        {
            bus.ReceiveEndpoint(definition.Name, endpoint => Common(endpoint, definition));
        }
    }

    private static void RabbitMq(
        IRabbitMqBusFactoryConfigurator bus,
        TransportOptions options,
        BrokerAddress broker,
        BrokerTls? tls,
        IReadOnlyList<EndpointDefinition> endpoints)
    {
        Common(bus);
        bus.Host(broker.Host, (ushort)broker.Port, broker.VirtualHost, $"eventcollab {options.Prefix}", host =>
        {
            host.Username(broker.User);
            host.Password(broker.Password);
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(options.ConnectTimeout);
            host.MaxMessageSize(MaxMessageBytes);
            if (tls is not null)
            {
                host.UseSsl(tls.ApplyTo);
            }
        });
        bus.SendTopology.ConfigureErrorSettings = WithoutEndpointArguments;
        bus.SendTopology.ConfigureDeadLetterSettings = WithoutEndpointArguments;
        foreach (var definition in endpoints)
        {
            bus.ReceiveEndpoint(definition.Name, endpoint =>
            {
                foreach (var (name, value) in QueueArguments.OfEndpoint(definition.Name, definition.Name == options.Names.Hub))
                {
                    endpoint.SetQueueArgument(name, value);
                }

                Common(endpoint, definition);
            });
        }
    }

    private static void Common(IBusFactoryConfigurator bus)
    {
        var serializer = new WireSerializer();
        bus.AddSerializer(serializer);
        bus.AddDeserializer(serializer, isDefault: true);
    }

    private static void Common(IReceiveEndpointConfigurator endpoint, EndpointDefinition definition)
    {
        // Messages are sent to queues; nothing is published to exchanges of types, which every member could read.
        endpoint.ConfigureConsumeTopology = false;

        // A fault would carry the whole message, payload included, to nobody; the error queue has it.
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = definition.PrefetchCount;
        endpoint.ConcurrentMessageLimit = definition.ConcurrencyLimit;
        definition.Configure(endpoint);
    }

    private static void WithoutEndpointArguments(IRabbitMqQueueBindingConfigurator queue)
    {
        foreach (var name in QueueArguments.OfEndpointsOnly)
        {
            queue.SetQueueArgument(name, null);
        }

        foreach (var (name, value) in QueueArguments.OfErrors())
        {
            queue.SetQueueArgument(name, value);
        }
    }
}
