namespace EventCollab.Orchestrator.Rules;

/// <summary>Where an organization stands in a collaboration.</summary>
internal enum Standing
{
    Invited,
    Joined,
    Declined,
    Withdrew,
}
