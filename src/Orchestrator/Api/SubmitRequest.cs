using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Api;

/// <summary>Body of <c>POST /collaborations</c>.</summary>
public sealed record SubmitRequest
{
    /// <summary>A new one where not given; given, a repeated request begins nothing twice.</summary>
    public CollaborationId? Id { get; init; }

    public required Terms Terms { get; init; }

    public double RecruitingSeconds { get; init; } = 300;

    /// <summary>All that are invited where not given.</summary>
    public int? MinimumOrganizations { get; init; }
}
