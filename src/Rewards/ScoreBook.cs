using System.Collections.Concurrent;
using EventCollab.Contracts;

namespace EventCollab.Rewards;

/// <summary>
/// The sums of running collaborations in memory: a round costs as much as its organizations, however many rounds came
/// before it. Only what is committed is kept; what is not here is taken from the store.
/// </summary>
internal sealed class ScoreBook
{
    private readonly ConcurrentDictionary<CollaborationId, ScoreTotals> _totals = new();

    public ScoreTotals? Find(CollaborationId collaboration) => _totals.GetValueOrDefault(collaboration);

    public void Keep(CollaborationId collaboration, ScoreTotals totals) => _totals[collaboration] = totals;

    public void Forget(CollaborationId collaboration) => _totals.TryRemove(collaboration, out _);
}
