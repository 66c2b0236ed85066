using EventCollab.Learning.Models;

namespace EventCollab.Learning;

/// <summary>What an organization brings to a collaboration and decides for itself; nobody else sees it.</summary>
public sealed record OrganizationContext
{
    /// <summary>Its name in the collaboration.</summary>
    public required string Organization { get; init; }

    public required ILocalData Data { get; init; }

    /// <summary>Where it keeps the models of its rounds.</summary>
    public required IModelStore Models { get; init; }

    public ComputeSettings Compute { get; init; } = new();

    /// <summary>Its own choice of a local model; null leaves it to the terms.</summary>
    public LocalModelKind? LocalModel { get; init; }
}
