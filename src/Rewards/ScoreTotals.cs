using EventCollab.Contracts;

namespace EventCollab.Rewards;

/// <summary>
/// Sums over the scored steps of a collaboration. Steps are added in the order of rounds and steps, one after another, so
/// that the sums have the same bits whether they were kept from step to step or taken anew from the store.
/// </summary>
public sealed record ScoreTotals
{
    public static ScoreTotals None { get; } = new();

    /// <summary>The last step that was added; (0, 0) before the first.</summary>
    public (int Round, int Step) Last { get; private init; }

    /// <summary>What all achieved together.</summary>
    public double Progress { get; private init; }

    /// <summary>Sum of each organization's scores, in ascending order; everyone who was ever asked.</summary>
    public IReadOnlyList<OrganizationWeight> Scores { get; private init; } = [];

    /// <summary>The sums with one step more.</summary>
    /// <exception cref="ArgumentException">The step is not after the last one.</exception>
    public ScoreTotals Add(StepScore step)
    {
        if ((step.Round, step.Step).CompareTo(Last) <= 0)
        {
            throw new ArgumentException($"Round {step.Round} step {step.Step} is not after {Last}.", nameof(step));
        }

        var sums = new SortedDictionary<OrganizationId, double>(Scores.ToDictionary(score => score.Organization, score => score.Value));
        foreach (var score in step.Scores)
        {
            sums[score.Organization] = sums.GetValueOrDefault(score.Organization) + score.Value;
        }

        return new ScoreTotals
        {
            Last = (step.Round, step.Step),
            Progress = Progress + step.Progress,
            Scores = [.. sums.Select(sum => new OrganizationWeight { Organization = sum.Key, Value = sum.Value })],
        };
    }
}
