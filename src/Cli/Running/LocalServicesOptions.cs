using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Messaging.Transport;
using EventCollab.OrgAgent;
using Microsoft.Extensions.Logging;

namespace EventCollab.Cli.Running;

/// <summary>What the services of one process need.</summary>
internal sealed record LocalServicesOptions
{
    public required TransportOptions Transport { get; init; }

    public required RunFolder Folder { get; init; }

    /// <summary>The organizations whose agents run here, each with its own data.</summary>
    public required IReadOnlyList<(OrganizationId Organization, ILocalData Data)> Organizations { get; init; }

    /// <summary>Where the organizations train.</summary>
    public ComputeSettings Compute { get; init; } = new();

    /// <summary>Told on the training threads how training goes.</summary>
    public IProgress<AgentProgress>? Progress { get; init; }

    /// <summary>True to wait for the disk at each commit.</summary>
    public bool Durable { get; init; }

    public required ILoggerFactory Loggers { get; init; }

    public required TimeProvider Time { get; init; }
}
