namespace EventCollab.Contracts;

/// <summary>A contribution that counts, by its address.</summary>
public sealed record AcceptedContribution
{
    [Field(0)] public required OrganizationId Organization { get; init; }

    [Field(1)] public required PayloadDescriptor Payload { get; init; }

    /// <summary>Round in which the task was given; smaller than the open round where a late one was carried over.</summary>
    [Field(2)] public required int Round { get; init; }

    [Field(3)] public int Step { get; init; }
}
