using EventCollab.Hosting;
using EventCollab.Messaging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Orchestrator;

/// <summary>What a hub needs to open.</summary>
public sealed record HubOptions
{
    public EndpointNames Names { get; init; } = new();

    /// <summary>Holds the payloads and, unless <see cref="StoreConnection"/> says otherwise, the database.</summary>
    public required string Folder { get; init; }

    /// <summary><c>sqlite:PATH</c>; <c>hub.db</c> in the folder where not given.</summary>
    public string? StoreConnection { get; init; }

    /// <summary>Every commit and payload is on the disk before it counts. Off: they survive a killed process, not a power cut.</summary>
    public bool Durable { get; init; } = true;

    public required MethodRegistry Methods { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>How long to wait for a payload whose message is here and whose parts are not.</summary>
    public TimeSpan PayloadPatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest broadcast in bytes. Contributions have the limit of their plan.</summary>
    public long MaxPayloadBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Steps that the hub's own coordinators plan and combine at the same time.</summary>
    public int CoordinatorWorkers { get; init; } = 2;
}
