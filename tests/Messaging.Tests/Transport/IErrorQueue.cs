using EventCollab.Contracts.Messages;
using EventCollab.Messaging.Transport;

namespace EventCollab.Messaging.Tests.Transport;

/// <summary>The error queue of an endpoint as tests see it, which differs between transports.</summary>
internal interface IErrorQueue
{
    /// <summary>Endpoints that the host needs so that the queue can be looked into.</summary>
    EndpointDefinition[] Endpoints { get; }

    Task<DeadlineReached> NextMessageAsync();

    Task<byte[]> NextBytesAsync();

    /// <summary>Puts foreign bytes into the endpoint's own queue.</summary>
    Task InjectAsync(ServiceHost host, byte[] bytes);
}
