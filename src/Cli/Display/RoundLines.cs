using EventCollab.Cli.Results;
using EventCollab.Orchestrator.Views;

namespace EventCollab.Cli.Display;

/// <summary>Closed rounds as lines of a table.</summary>
internal static class RoundLines
{
    public static IReadOnlyList<RoundLine> Of(CollaborationView view) => [.. view.Rounds.Select(round => new RoundLine(
        round.Round,
        round.Report.Loss,
        round.Report.Metric,
        [.. view.Terms.Organizations.Select(organization => round.Report.Weights.FirstOrDefault(weight => weight.Organization == organization)?.Value ?? 0)],
        round.Report.Rate,
        round.Seconds))];
}
