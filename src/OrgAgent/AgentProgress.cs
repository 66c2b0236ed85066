using EventCollab.Contracts;
using EventCollab.Learning;

namespace EventCollab.OrgAgent;

/// <summary>How far an organization's local training of a step has come.</summary>
public sealed record AgentProgress(OrganizationId Organization, CollaborationId Collaboration, int Round, int Step, TrainingProgress Training)
{
    /// <summary>Since the training began; the wait for a place in the process is not part of it.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What is left if it goes on as it did.</summary>
    public TimeSpan Left => Training.Left(Elapsed);
}
