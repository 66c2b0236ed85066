using EventCollab.Contracts;
using EventCollab.Contracts.Messages;
using EventCollab.Learning;

namespace EventCollab.OrgAgent;

/// <summary>Reports on the training thread itself; the framework's Progress would hop to another and reorder.</summary>
internal sealed class StepProgress(IProgress<AgentProgress> progress, OrganizationId organization, RoundOpened opened) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => progress.Report(new AgentProgress(
        organization, opened.Collaboration, opened.Round, opened.Step, value.Epoch, value.Epochs, value.Loss));
}
