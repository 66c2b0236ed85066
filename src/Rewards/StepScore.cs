using EventCollab.Contracts;

namespace EventCollab.Rewards;

/// <summary>The scores of one step.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Step">0 where the method has no steps.</param>
/// <param name="Progress">What all achieved together; negative where the step made it worse.</param>
/// <param name="Scores">Each asked organization's part, in ascending order; 0 where it did not contribute.</param>
public sealed record StepScore(int Round, int Step, double Progress, IReadOnlyList<OrganizationWeight> Scores);
