using EventCollab.Contracts;

namespace EventCollab.OrgAgent;

/// <summary>How far an organization's local training has come.</summary>
public sealed record AgentProgress(
    OrganizationId Organization, CollaborationId Collaboration, int Round, int Step, int Epoch, int Epochs, double Loss)
{
    /// <summary>Since the training began; the wait for a place in the process is not part of it.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What the epochs that are left take if each takes as long as those before.</summary>
    public TimeSpan Left => Epoch <= 0 ? TimeSpan.Zero : Elapsed / Epoch * Math.Max(0, Epochs - Epoch);
}
