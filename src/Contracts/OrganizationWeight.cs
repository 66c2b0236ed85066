namespace EventCollab.Contracts;

/// <summary>A number that belongs to one organization: a weight in a combination, or a score.</summary>
public sealed record OrganizationWeight
{
    [Field(0)] public required OrganizationId Organization { get; init; }

    [Field(1)] public required double Value { get; init; }
}
