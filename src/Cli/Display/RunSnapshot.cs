using EventCollab.Cli.Results;

namespace EventCollab.Cli.Display;

/// <summary>Where a run stands.</summary>
/// <param name="State">The collaboration's state, or what is awaited.</param>
/// <param name="Rounds">Closed rounds.</param>
/// <param name="Training">How the open round's local training goes; null where there is nothing to say of it.</param>
internal sealed record RunSnapshot(string State, IReadOnlyList<RoundLine> Rounds, TrainingView? Training = null);
