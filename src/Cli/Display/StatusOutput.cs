using System.Text.Json;
using EventCollab.Cli.Input;
using EventCollab.Messaging.Persistence;
using EventCollab.Orchestrator.Views;
using Spectre.Console;

namespace EventCollab.Cli.Display;

/// <summary>Prints collaborations for people or, as JSON, for programs.</summary>
internal sealed class StatusOutput(CliContext context, bool json)
{
    private string? _said;

    public int List(IReadOnlyList<CollaborationView> views)
    {
        if (json)
        {
            Json(views);
            return ExitCode.Success;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("id").AddColumn("method").AddColumn("organizations").AddColumn("state");
        foreach (var view in views)
        {
            table.AddRow(view.Id.ToString(), Markup.Escape(view.Terms.Method), $"{view.Terms.Organizations.Count}", Markup.Escape(Progress.Text(view, context.Time)));
        }

        context.CreateConsole().Write(table);
        return ExitCode.Success;
    }

    public int Whole(CollaborationView view)
    {
        if (json)
        {
            Json(view);
            return ExitCode.Success;
        }

        var console = context.CreateConsole();
        console.MarkupLineInterpolated($"{view.Id}  {view.Terms.Method}, seed {view.Terms.Seed}");
        console.MarkupLineInterpolated($"{Progress.Text(view, context.Time)}{(view.Deadline is { } deadline ? $", deadline {deadline:u}" : string.Empty)}");
        console.Write(Rounds(view));
        console.Write(Organizations(view));
        foreach (var round in view.Rounds.Where(round => round.Report.Degraded))
        {
            console.MarkupLineInterpolated($"degraded: round {round.Round} lacks organizations; the weights of the others were scaled to sum 1");
        }

        foreach (var refusal in view.Refusals)
        {
            console.MarkupLineInterpolated($"refused: {refusal.Organization}, round {refusal.Round}, {refusal.Reason} x {refusal.Times}: {refusal.Detail}");
        }

        if (view.MoreRefusals > 0)
        {
            console.MarkupLineInterpolated($"refused: and {view.MoreRefusals} more");
        }

        if (view.FinalHash is { } hash)
        {
            console.MarkupLineInterpolated($"hash {hash}");
        }

        return ExitCode.Success;
    }

    /// <summary>One line for one change that shows in it.</summary>
    public void Line(CollaborationView view)
    {
        if (json)
        {
            Json(view);
            return;
        }

        var last = view.Rounds.Count > 0 ? view.Rounds[^1] : null;
        var reached = last is null ? string.Empty
            : $"; after round {last.Round} {(HasLoss(last) ? $"loss {last.Report.Loss:0.0000} " : string.Empty)}{last.Report.MetricName} {last.Report.Metric:0.000}{(last.Report.Degraded ? " (degraded)" : string.Empty)}";
        var rest = $"{reached}{(view.FinalHash is { } hash ? $"; hash {hash}" : string.Empty)}";

        // Time alone is no change.
        var said = $"{view.State} {view.Round} {string.Join(' ', view.Awaited)} {view.Reason}{rest}";
        if (said != _said)
        {
            _said = said;
            context.Output.WriteLine($"{Progress.Text(view, context.Time)}{rest}");
            context.Output.Flush();
        }
    }

    /// <summary>A prediction has none: its rows have no labels to fit.</summary>
    private static bool HasLoss(RoundView round) => round.Report.Loss != 0 || round.Report.LossBefore != 0;

    private static Table Rounds(CollaborationView view)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("round").AddColumn("loss").AddColumn("metric").AddColumn("rate").AddColumn("weights").AddColumn("accepted").AddColumn("late").AddColumn("refused").AddColumn("seconds");
        foreach (var (round, line) in view.Rounds.Zip(RoundLines.Of(view)))
        {
            table.AddRow(
                $"{round.Round}",
                HasLoss(round) ? $"{line.Loss:0.0000}" : "-",
                Markup.Escape($"{round.Report.MetricName} {line.Metric:0.000}"),
                $"{line.Rate:0.0000}",
                Sparkline.Of(line.Weights, line.Weights.DefaultIfEmpty().Max()),
                $"{round.Accepted.Count}",
                $"{round.Late}",
                $"{round.Refused}",
                $"{line.Seconds:0.000}");
        }

        return table;
    }

    private static Table Organizations(CollaborationView view)
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("organization").AddColumn("standing").AddColumn("last weight").AddColumn("score").AddColumn("sent").AddColumn("received");
        foreach (var organization in view.Organizations)
        {
            var sponsor = organization.Id == view.Terms.Sponsor ? " (sponsor)" : string.Empty;
            table.AddRow(
                Markup.Escape($"{organization.Id}{sponsor}"),
                Markup.Escape(organization.Reason.Length > 0 ? $"{organization.Standing}: {organization.Reason}" : organization.Standing),
                $"{organization.Weight:0.000}",
                $"{organization.Share:0.0%}",
                ByteSize.Format(organization.BytesOut),
                ByteSize.Format(organization.BytesIn));
        }

        return table;
    }

    private void Json<T>(T value)
    {
        context.Output.WriteLine(JsonSerializer.Serialize(value, ContractJson.Options));
        context.Output.Flush();
    }
}
