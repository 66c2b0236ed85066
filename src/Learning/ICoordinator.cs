namespace EventCollab.Learning;

/// <summary>
/// Plans steps and combines contributions. Stateless between calls: everything that a step depends on is in its
/// arguments, so a re-run after a crash, or in a replay, gives the same bytes.
/// </summary>
public interface ICoordinator : IDisposable
{
    /// <summary>The state before the first step.</summary>
    TensorSet Start();

    /// <param name="state">The state after the step before.</param>
    /// <param name="round">From 1.</param>
    /// <param name="step">0 where the method has no steps.</param>
    /// <param name="members">Organizations that take part, in ascending order.</param>
    StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members);

    /// <param name="state">The state that the step was planned from.</param>
    /// <param name="round">The round.</param>
    /// <param name="step">The step.</param>
    /// <param name="contributions">Accepted ones in ascending order of organizations.</param>
    /// <param name="missing">Recipients that did not contribute, in ascending order.</param>
    /// <exception cref="MethodException">The contributions cannot be combined.</exception>
    CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing);
}
