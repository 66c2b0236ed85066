using EventCollab.Contracts;
using EventCollab.Hosting;
using EventCollab.Learning;
using EventCollab.Learning.Models;
using EventCollab.Messaging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventCollab.OrgAgent;

/// <summary>What an agent needs to work for its organization.</summary>
public sealed record AgentOptions
{
    public required OrganizationId Organization { get; init; }

    public EndpointNames Names { get; init; } = new();

    /// <summary>The agent's own folder: journal, payloads, models and the log of what left. One agent a folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The organization's own columns, and at the sponsor the labels. They never leave the agent.</summary>
    public required ILocalData Data { get; init; }

    /// <summary>Where it trains.</summary>
    public ComputeSettings Compute { get; init; } = new();

    /// <summary>The organization's own choice of a local model; null leaves it to the terms.</summary>
    public LocalModelKind? LocalModel { get; init; }

    public required MethodRegistry Methods { get; init; }

    /// <summary>True to wait for the disk before anything is acknowledged or announced.</summary>
    public bool Durable { get; init; } = true;

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Shared by the agents of one process, which train in turns where there are more of them than places; null for an agent that has the machine for itself.</summary>
    public TrainingPlaces? Places { get; init; }

    /// <summary>For display; called on the training thread, perhaps after each gradient step.</summary>
    public IProgress<AgentProgress>? Progress { get; init; }

    /// <summary>Least time between two lines of the log about one training; one that is shorter is not mentioned.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Largest broadcast in bytes that the organization computes with; a larger one makes it withdraw.</summary>
    public long MaxBroadcastBytes { get; init; } = 1L << 30;

    /// <summary>How long to wait for a payload whose message is here and whose parts are not.</summary>
    public TimeSpan PayloadPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Wait after the first failed announcement or refused write; doubled each time.</summary>
    public TimeSpan FirstBackOff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(30);
}
