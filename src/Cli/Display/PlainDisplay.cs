using EventCollab.Cli.Results;

namespace EventCollab.Cli.Display;

/// <summary>One line a round, for pipes and logs; where a round takes long, a line about its training now and then.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider time) : IRunDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long _written = time.GetTimestamp();

    public Task<T> ShowAsync<T>(RunHeader header, Func<Action<RunSnapshot>, Task<T>> work)
    {
        Write([header.Title, .. header.Notes.Select(note => $"  {note}")]);
        var shown = 0;
        return work(snapshot =>
        {
            Write(snapshot.Rounds.Skip(shown).Select(round => Line(round, header)));
            shown = Math.Max(shown, snapshot.Rounds.Count);
            if (snapshot.Training is { } training)
            {
                NowAndThen(() => $"  training of round {training.Round}/{header.Rounds}: {training.Line}");
            }
        });
    }

    public Task<T> FollowAsync<T>(Func<string> line, Func<Task<T>> work) =>
        Ticker.BesideAsync(TimeSpan.FromSeconds(1), time, () => NowAndThen(() => $"  {line()}"), work);

    private void NowAndThen(Func<string> line)
    {
        if (time.GetElapsedTime(_written) >= Interval)
        {
            Write([line()]);
        }
    }

    private void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
            _written = time.GetTimestamp();
        }

        output.Flush();
    }

    private static string Line(RoundLine round, RunHeader header) =>
        $"round {round.Round,3}/{header.Rounds}  loss {round.Loss,10:0.0000}  {header.Metric} {round.Metric,9:0.000}  rate {round.Rate,8:0.0000}  "
        + $"weights {string.Join(' ', round.Weights.Select(weight => weight.ToString("0.00")))}  {round.Seconds:0.000} s";
}
