namespace EventCollab.Cli.Results;

/// <summary>One closed round.</summary>
/// <param name="Round">From 1.</param>
/// <param name="Loss">Training loss after the round.</param>
/// <param name="Metric">On the evaluation rows.</param>
/// <param name="Weights">One per organization, in their order; 0 where it was missing.</param>
/// <param name="Rate">Step length.</param>
/// <param name="Seconds">From opening to combining.</param>
internal sealed record RoundLine(int Round, double Loss, double Metric, IReadOnlyList<double> Weights, double Rate, double Seconds);
