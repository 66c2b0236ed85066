using EventCollab.Cli.Options;
using EventCollab.Learning;
using EventCollab.Messaging.Transport;

namespace EventCollab.Cli.Running;

/// <summary>What <c>run gal</c> and <c>demo</c> are asked to do.</summary>
internal sealed record GalRequest
{
    public required DataChoice Data { get; init; }

    /// <summary>True where made-up data may stand in for missing ones.</summary>
    public bool SyntheticAllowed { get; init; }

    public required int Rounds { get; init; }

    /// <summary>The method's options as JSON.</summary>
    public required string Options { get; init; }

    public required string Privacy { get; init; }

    /// <summary>Where everyone trains.</summary>
    public ComputeSettings Compute { get; init; } = new();

    public required TransportOptions Transport { get; init; }

    public string? RunFolder { get; init; }

    public BaselineChoice Baselines { get; init; }
}
