namespace EventCollab.Learning;

/// <summary>Carries out tasks at one organization, on its own data. Seeded by (collaboration seed, round, organization), so a re-run gives the same bytes.</summary>
public interface IParticipant : IDisposable
{
    /// <exception cref="MethodException">The task does not fit the organization's data.</exception>
    TensorSet Contribute(StepTask task, IProgress<TrainingProgress>? progress, CancellationToken cancellation);
}
