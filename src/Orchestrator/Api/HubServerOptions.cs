using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.Orchestrator.Api;

/// <summary>Where the HTTP API listens.</summary>
public sealed record HubServerOptions
{
    public const string DefaultListen = "127.0.0.1:8420";

    /// <summary>
    /// <c>ADDRESS:PORT</c>; port 0 takes a free one. Beyond loopback put a proxy with TLS in front: the API speaks plain HTTP.
    /// </summary>
    public string Listen { get; init; } = DefaultListen;

    /// <summary>Made at the first start, readable by its owner alone.</summary>
    public required string TokenFile { get; init; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;
}
