using EventCollab.Learning;

namespace EventCollab.Cli.Display;

/// <summary>How far the rounds of one baseline are, and how long they will take at the pace so far.</summary>
internal sealed class BaselineProgress(string name, TimeProvider time) : IProgress<OrganizationProgress>
{
    private readonly long _start = time.GetTimestamp();
    private volatile OrganizationProgress? _last;

    public void Report(OrganizationProgress value) => _last = value;

    public override string ToString()
    {
        if (_last is not { } last)
        {
            return $"{name} begins";
        }

        var done = last.Round - 1 + last.Training.Done;
        var left = done > 0 ? time.GetElapsedTime(_start) / done * (last.Rounds - done) : TimeSpan.Zero;
        return $"{name} round {last.Round}/{last.Rounds} epoch {last.Training.Epoch}/{last.Training.Epochs}, about {Durations.Text(left)} left";
    }
}
