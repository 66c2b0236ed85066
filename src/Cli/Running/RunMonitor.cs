using EventCollab.Cli.Display;
using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Orchestrator.Views;
using EventCollab.OrgAgent;

namespace EventCollab.Cli.Running;

/// <summary>Puts together what the hub says of the rounds and what the agents say of their training, at each change and twice a second.</summary>
internal sealed class RunMonitor(Terms terms, ComputeSettings compute, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A round of a small table takes milliseconds: bars would only flicker.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly TrainingBoard _board = new(terms.Organizations.Count, TrainingPlaces.CountFor(compute.Threads), time);
    private readonly Lock _gate = new();
    private CollaborationView? _last;

    public IProgress<AgentProgress> Training => _board;

    /// <param name="views">What the hub says.</param>
    /// <param name="show">Called one at a time.</param>
    /// <returns>The last view.</returns>
    public Task<CollaborationView> FollowAsync(IAsyncEnumerable<CollaborationView> views, Action<RunSnapshot> show) =>
        Ticker.BesideAsync(Interval, time, () => Show(show), () => WatchAsync(views, show));

    private async Task<CollaborationView> WatchAsync(IAsyncEnumerable<CollaborationView> views, Action<RunSnapshot> show)
    {
        await foreach (var view in views)
        {
            lock (_gate)
            {
                _last = view;
            }

            Show(show);
        }

        return _last!;
    }

    private void Show(Action<RunSnapshot> show)
    {
        lock (_gate)
        {
            if (_last is { } view)
            {
                var isLong = !view.IsOver && time.GetUtcNow() - view.Since >= Short;
                show(new RunSnapshot(Progress.Text(view, time), RoundLines.Of(view), isLong ? _board.View(view.Round) : null));
            }
        }
    }
}
