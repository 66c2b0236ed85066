namespace EventCollab.Learning;

/// <summary>What came of a step. <paramref name="NextRound"/> and <paramref name="NextStep"/> count only where the outcome is to continue.</summary>
public sealed record CombinedStep(TensorSet State, StepOutcome Outcome, int NextRound, int NextStep, StepReport Report);
