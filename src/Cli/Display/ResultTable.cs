using EventCollab.Cli.Input;
using EventCollab.Cli.Results;
using Spectre.Console;

namespace EventCollab.Cli.Display;

/// <summary>The result of a run: a row per organization, then what was reached.</summary>
internal static class ResultTable
{
    public static void Write(IAnsiConsole console, RunReport report)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("organization").AddColumn("weight by round").AddColumn("last weight").AddColumn("score").AddColumn("sent").AddColumn("received");
        foreach (var column in table.Columns.Skip(2))
        {
            column.Alignment = Justify.Right;
        }

        var top = report.PerRound.SelectMany(round => round.Weights).DefaultIfEmpty().Max();
        var troubled = report.OrganizationsDetail.Any(organization => organization.Late + organization.Refused > 0);
        if (troubled)
        {
            table.AddColumn("late").AddColumn("refused");
        }

        foreach (var (index, organization) in report.OrganizationsDetail.Index())
        {
            List<string> cells =
            [
                Markup.Escape(organization.Id) + (index == 0 ? " [grey](sponsor)[/]" : string.Empty),
                Sparkline.Of(report.PerRound.Select(round => round.Weights[index]), top),
                $"{organization.Weight:0.000}",
                $"{organization.Score:0.0%}",
                ByteSize.Format(organization.BytesOut),
                ByteSize.Format(organization.BytesIn),
            ];
            table.AddRow([.. troubled ? [.. cells, $"{organization.Late}", $"{organization.Refused}"] : cells]);
        }

        console.Write(table);
        WriteSummary(console, report);
    }

    private static void WriteSummary(IAnsiConsole console, RunReport report)
    {
        var unit = report.Metric == "accuracy" ? " %" : string.Empty;
        var best = report.Metric == "accuracy" ? "higher is better" : "lower is better";
        console.MarkupLineInterpolated($"together  [bold]{report.Value:0.000}{unit}[/] {report.Metric} ({best}), best {report.Best:0.000}{unit} in {report.PerRound.Count} rounds");
        if (report.Baselines is { } baselines)
        {
            console.MarkupLineInterpolated($"alone     {baselines.Alone:0.000}{unit}: the sponsor with its own columns only");
        }

        if (report.Baselines?.Joint is { } joint)
        {
            console.MarkupLineInterpolated($"joint     {joint:0.000}{unit}: all columns in one place, which nobody wants to share");
        }

        console.MarkupLineInterpolated($"moved     {ByteSize.Format(report.BytesTotal)} of payload in {report.Seconds:0.00} s over {report.Transport}, peak memory {report.PeakRssMb:0} MB");
        console.MarkupLineInterpolated($"hash      {report.FinalHash ?? "none"}");
    }
}
