namespace EventCollab.Orchestrator.Api;

/// <summary>Body of <c>POST /collaborations/{id}/cancel</c>; may be left out.</summary>
public sealed record CancelRequest
{
    public string Reason { get; init; } = string.Empty;
}
