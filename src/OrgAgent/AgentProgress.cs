using EventCollab.Contracts;

namespace EventCollab.OrgAgent;

/// <summary>How far an organization's local training has come.</summary>
public sealed record AgentProgress(
    OrganizationId Organization, CollaborationId Collaboration, int Round, int Step, int Epoch, int Epochs, double Loss);
