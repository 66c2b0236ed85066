using MassTransit;

namespace EventCollab.Messaging.Transport;

/// <summary>A queue that a service reads. Queue type, arguments and everything else that all queues share is set in one place, not here.</summary>
public sealed record EndpointDefinition
{
    /// <summary>From <see cref="EndpointNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Deliveries that the broker hands over before the first is acknowledged. Bounds memory: choose by message size.</summary>
    public ushort PrefetchCount { get; init; } = 32;

    /// <summary>Messages handled at the same time.</summary>
    public int ConcurrencyLimit { get; init; } = 16;

    /// <summary>Adds filters, handlers and sagas, such as <c>endpoint.UseTransaction(store)</c> and <c>endpoint.Handler&lt;T&gt;(...)</c>.</summary>
    public required Action<IReceiveEndpointConfigurator> Configure { get; init; }
}
