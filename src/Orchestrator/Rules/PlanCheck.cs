using EventCollab.Contracts;

namespace EventCollab.Orchestrator.Rules;

/// <summary>What must be true of a coordinator's answers before the saga acts on them: they come from another process.</summary>
internal static class PlanCheck
{
    /// <returns>Null where the plan can be opened; otherwise one line that says why not.</returns>
    public static string? Plan(RoundPlan plan, Membership members)
    {
        if (plan.Recipients.Count == 0)
        {
            return "The plan asks nobody.";
        }

        if (plan.Recipients.Distinct().Count() != plan.Recipients.Count)
        {
            return "The plan asks an organization twice.";
        }

        // One that withdrew while the plan was made is no fault of the plan.
        var strangers = plan.Recipients.Concat(plan.Required)
            .Where(o => members.Find(o)?.Standing is not (Standing.Joined or Standing.Withdrew)).Distinct().ToList();
        if (strangers.Count > 0)
        {
            return $"The plan names organizations that do not take part: {string.Join(", ", strangers)}.";
        }

        if (plan.Required.Except(plan.Recipients).Any())
        {
            return "The plan requires an organization that it does not ask.";
        }

        if (plan.Quorum < 1 || (plan.Quorum > plan.Recipients.Count && plan.Lateness is not Lateness.Buffer))
        {
            return $"The plan's quorum is {plan.Quorum} of {plan.Recipients.Count}.";
        }

        if (plan.Deadline <= TimeSpan.Zero || plan.Deadline > MaxDeadline)
        {
            return $"The plan's deadline is {plan.Deadline}; it must be above zero and at most {MaxDeadline.TotalDays:0} days.";
        }

        return plan.MaxContributionBytes < 1 ? "The plan allows no bytes in a contribution." : null;
    }

    /// <returns>Null where the step may follow: the same round with a higher step, or the next round with step 0.</returns>
    public static string? Next(int round, int step, int nextRound, int nextStep, int rounds)
    {
        var follows = (nextRound == round && nextStep > step) || (nextRound == round + 1 && nextStep == 0 && nextRound <= rounds);
        return follows ? null : $"Round {nextRound} step {nextStep} cannot follow round {round} step {step} of {rounds} rounds.";
    }

    /// <returns>Null where the report can be scored: rewards look weights up by organization.</returns>
    public static string? Report(RoundReport report) =>
        report.Weights.DistinctBy(w => w.Organization).Count() == report.Weights.Count ? null : "The report weighs an organization twice.";

    /// <summary>Beyond it doubled deadlines would leave the calendar.</summary>
    private static readonly TimeSpan MaxDeadline = TimeSpan.FromDays(365);
}
