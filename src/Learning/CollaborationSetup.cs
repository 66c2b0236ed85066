namespace EventCollab.Learning;

/// <summary>What a method needs to know of a collaboration; the collaboration's id is not part of it, so that it cannot enter a result.</summary>
public sealed record CollaborationSetup
{
    public required string Method { get; init; }

    /// <summary>The method's options as one JSON object.</summary>
    public required string Options { get; init; }

    public required long Seed { get; init; }

    public required int Rounds { get; init; }

    /// <summary>In ascending ordinal order; the order of every sum.</summary>
    public required IReadOnlyList<string> Organizations { get; init; }

    /// <summary>The organization that holds the labels; null where the hub coordinates.</summary>
    public string? Sponsor { get; init; }
}
