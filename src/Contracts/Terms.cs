namespace EventCollab.Contracts;

/// <summary>What a collaboration is: fixed when it is submitted, the same for everyone, part of every plan.</summary>
public sealed record Terms
{
    /// <summary>Name of the method, for example <c>gal</c>.</summary>
    [Field(0)] public required string Method { get; init; }

    /// <summary>The method's options as one JSON object; the method checks it.</summary>
    [Field(1)] public required string Options { get; init; }

    [Field(2)] public required long Seed { get; init; }

    [Field(3)] public required int Rounds { get; init; }

    /// <summary>The organizations that are invited, in ascending order.</summary>
    [Field(4)] public required IReadOnlyList<OrganizationId> Organizations { get; init; }

    /// <summary>The organization whose agent coordinates because labels must not leave it; null where the hub coordinates.</summary>
    [Field(5)] public OrganizationId? Sponsor { get; init; }
}
