using EventCollab.Cli.Results;

namespace EventCollab.Cli.Display;

/// <summary>One line a round, for pipes and logs.</summary>
internal sealed class PlainDisplay(TextWriter output) : IRunDisplay
{
    public Task<T> ShowAsync<T>(RunHeader header, Func<Action<RunSnapshot>, Task<T>> work)
    {
        Write([header.Title, .. header.Notes.Select(note => $"  {note}")]);
        var shown = 0;
        return work(snapshot =>
        {
            Write(snapshot.Rounds.Skip(shown).Select(round => Line(round, header)));
            shown = snapshot.Rounds.Count;
        });
    }

    private void Write(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }

        output.Flush();
    }

    private static string Line(RoundLine round, RunHeader header) =>
        $"round {round.Round,3}/{header.Rounds}  loss {round.Loss,10:0.0000}  {header.Metric} {round.Metric,9:0.000}  rate {round.Rate,8:0.0000}  "
        + $"weights {string.Join(' ', round.Weights.Select(weight => weight.ToString("0.00")))}  {round.Seconds:0.000} s";
}
