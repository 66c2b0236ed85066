using System.Collections.Concurrent;
using EventCollab.Contracts;

namespace EventCollab.Rewards;

/// <summary>
/// The scored steps of running collaborations in memory, so that a round does not cost reading all rounds before it. Only
/// what is committed is kept; what is not here is read from the store.
/// </summary>
internal sealed class ScoreBook
{
    private readonly ConcurrentDictionary<CollaborationId, IReadOnlyList<StepScore>> _steps = new();

    public IReadOnlyList<StepScore>? Find(CollaborationId collaboration) => _steps.GetValueOrDefault(collaboration);

    public void Keep(CollaborationId collaboration, IReadOnlyList<StepScore> steps) => _steps[collaboration] = steps;

    public void Forget(CollaborationId collaboration) => _steps.TryRemove(collaboration, out _);
}
