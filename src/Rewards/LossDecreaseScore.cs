using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Rewards;

/// <summary>
/// Score by the decrease of the sponsor's loss (gal.md 9.15): with dL^t = L^(t-1) - L^t and the assistance weights w^t,
/// organization m scores w_m^t dL^t in round t and holds the share C_m = sum_t w_m^t dL^t / sum_t dL^t.
/// A weight is no Shapley value: organizations with the same information share one weight between them.
/// </summary>
public sealed class LossDecreaseScore : IContributionScore
{
    public string Rule => "loss-decrease-1";

    /// <remarks>A loss or weight that is not finite is worth nothing: one such number would make every later share worthless.</remarks>
    public StepScore Score(ScoreRound request)
    {
        var progress = Finite(request.Report.LossBefore - request.Report.Loss);
        var weights = request.Report.Weights.ToDictionary(weight => weight.Organization, weight => weight.Value);
        var scores = request.Organizations.Order().Select(organization => new OrganizationWeight
        {
            Organization = organization,
            Value = Finite(weights.GetValueOrDefault(organization) * progress),
        });
        return new StepScore(request.Round, request.Step, progress, [.. scores]);
    }

    /// <returns>All zero where the steps together made no progress: nothing was won that could be shared.</returns>
    public IReadOnlyList<OrganizationWeight> Shares(ScoreTotals totals) =>
        [.. totals.Scores.Select(score => score with { Value = totals.Progress > 0 ? score.Value / totals.Progress : 0 })];

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
