using EventCollab.Cli.Display;
using EventCollab.Contracts;
using EventCollab.Learning;
using EventCollab.Orchestrator.Views;
using EventCollab.OrgAgent;

namespace EventCollab.Cli.Running;

/// <summary>Puts together what the hub says of the rounds and what the agents say of their training, at each change and twice a second.</summary>
internal sealed class RunMonitor(Terms terms, ComputeSettings compute, Action<RunSnapshot> show, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A round of a small table takes milliseconds: bars would only flicker.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly TrainingBoard _board = new(terms.Organizations.Count, TrainingPlaces.CountFor(compute.Threads), time);
    private readonly Lock _gate = new();
    private CollaborationView? _last;

    public IProgress<AgentProgress> Training => _board;

    /// <returns>The last view.</returns>
    public Task<CollaborationView> FollowAsync(IAsyncEnumerable<CollaborationView> views) =>
        Ticker.BesideAsync(Interval, time, Show, () => WatchAsync(views));

    private async Task<CollaborationView> WatchAsync(IAsyncEnumerable<CollaborationView> views)
    {
        await foreach (var view in views)
        {
            lock (_gate)
            {
                _last = view;
            }

            Show();
        }

        return _last!;
    }

    private void Show()
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
