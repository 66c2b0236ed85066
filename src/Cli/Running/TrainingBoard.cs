using EventCollab.Cli.Display;
using EventCollab.Contracts;
using EventCollab.OrgAgent;

namespace EventCollab.Cli.Running;

/// <summary>Gathers what the agents of this process say of their training. They say it on their training threads, which must not wait for a screen.</summary>
/// <param name="organizations">How many train in a round.</param>
/// <param name="places">How many train at once.</param>
/// <param name="time">The clock.</param>
internal sealed class TrainingBoard(int organizations, int places, TimeProvider time) : IProgress<AgentProgress>
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<OrganizationId, (AgentProgress Progress, long Heard)> _heard = [];
    private int _round;

    public void Report(AgentProgress value)
    {
        lock (_gate)
        {
            if (value.Round > _round)
            {
                _heard.Clear();
                _round = value.Round;
            }

            if (value.Round == _round)
            {
                _heard[value.Organization] = (value, time.GetTimestamp());
            }
        }
    }

    /// <summary>Null where nobody has begun to train in this round yet.</summary>
    public TrainingView? View(int round)
    {
        lock (_gate)
        {
            return _round == round && _heard.Count > 0 ? View() : null;
        }
    }

    private TrainingView View()
    {
        var running = _heard.Values.Where(heard => heard.Progress.Training.Done < 1).ToList();
        var waiting = organizations - _heard.Count;

        // An epoch may take minutes: what was left when it was heard of has become less since.
        var left = running.Select(heard => TimeSpan.FromTicks(Math.Max(0, (heard.Progress.Left - time.GetElapsedTime(heard.Heard)).Ticks))).ToList();
        var mean = _heard.Values.Average(heard => (heard.Progress.Elapsed + heard.Progress.Left).TotalSeconds);
        var work = (left.Sum(one => one.TotalSeconds) + (waiting * mean)) / Math.Min(places, Math.Max(1, running.Count + waiting));
        var longest = left.Select(one => one.TotalSeconds).Append(waiting > 0 ? mean : 0).Max();
        return new TrainingView(
            _round, [.. running.Select(heard => heard.Progress)], _heard.Count - running.Count, waiting, TimeSpan.FromSeconds(Math.Max(work, longest)));
    }
}
