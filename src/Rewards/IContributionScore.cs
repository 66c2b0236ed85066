using EventCollab.Contracts;
using EventCollab.Contracts.Messages;

namespace EventCollab.Rewards;

/// <summary>A rule that says what contributions were worth. Another rule is another implementation; stored scores carry its name.</summary>
public interface IContributionScore
{
    /// <summary>Name in the store. A rule that would give other numbers has another name.</summary>
    string Rule { get; }

    /// <summary>What the step achieved and each organization's part of it. A function of the request alone.</summary>
    StepScore Score(ScoreRound request);

    /// <summary>Each organization's share over all scored steps.</summary>
    /// <returns>In ascending order of organizations; everyone who was ever asked.</returns>
    IReadOnlyList<OrganizationWeight> Shares(ScoreTotals totals);
}
