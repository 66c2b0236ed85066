using Spectre.Console;

namespace EventCollab.Cli.Display;

/// <summary>A table that grows by one row a round, redrawn in place.</summary>
internal sealed class LiveDisplay(IAnsiConsole console) : IRunDisplay
{
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
            live.Refresh();
        }));
    }

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

        table.Caption = new TableTitle(Markup.Escape(snapshot.State));
    }
}
