using EventCollab.OrgAgent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EventCollab.Cli.Display;

/// <summary>A table that grows by one row a round, redrawn in place, and below it who trains and how long it will take.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : IRunDisplay
{
    private const int BarWidth = 20;
    private const int MostLines = 8;

    public async Task<T> ShowAsync<T>(RunHeader header, Func<Action<RunSnapshot>, Task<T>> work)
    {
        console.MarkupLineInterpolated($"[bold]{header.Title}[/]");
        foreach (var note in header.Notes)
        {
            console.MarkupLineInterpolated($"  [grey]{note}[/]");
        }

        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("round").AddColumn("loss").AddColumn(header.Metric).AddColumn("rate").AddColumn("weights").AddColumn("seconds");
        foreach (var column in table.Columns)
        {
            column.Alignment = Justify.Right;
        }

        return await console.Live(table).StartAsync(live => work(snapshot =>
        {
            Grow(table, snapshot, header);
            live.UpdateTarget(new Rows([table, .. Training(snapshot)]));
        }));
    }

    public Task<T> FollowAsync<T>(Func<string> line, Func<Task<T>> work) => console.Status().StartAsync(
        Markup.Escape(line()),
        status => Ticker.BesideAsync(TimeSpan.FromMilliseconds(500), time, () => status.Status(Markup.Escape(line())), work));

    private static void Grow(Table table, RunSnapshot snapshot, RunHeader header)
    {
        foreach (var round in snapshot.Rounds.Skip(table.Rows.Count))
        {
            table.AddRow(
                $"{round.Round}/{header.Rounds}",
                $"{round.Loss:0.0000}",
                $"[bold]{round.Metric:0.000}[/]",
                $"{round.Rate:0.0000}",
                Sparkline.Of(round.Weights, round.Weights.DefaultIfEmpty().Max()),
                $"{round.Seconds:0.000}");
        }
    }

    private static IEnumerable<IRenderable> Training(RunSnapshot snapshot)
    {
        yield return new Markup($" [grey]{Markup.Escape(snapshot.State)}[/]").Overflow(Overflow.Ellipsis);
        if (snapshot.Training is not { } training)
        {
            yield break;
        }

        yield return new Markup($" training: {Markup.Escape(training.Summary)}");
        var grid = new Grid().AddColumns(5);
        foreach (var progress in training.Running.Take(MostLines))
        {
            grid.AddRow($" {Markup.Escape(progress.Organization.Value)}", Bar(progress), $"epoch {progress.Training.Epoch}/{progress.Training.Epochs}", $"loss {progress.Training.Loss:G3}", $"{Durations.Text(progress.Left)} left");
        }

        yield return grid;
    }

    private static string Bar(AgentProgress progress)
    {
        var full = (int)(BarWidth * progress.Training.Done);
        return $"[green]{new string('━', full)}[/][grey]{new string('─', BarWidth - full)}[/]";
    }
}
