using EventCollab.Cli.Results;

namespace EventCollab.Cli.Display;

/// <summary>Where a run stands.</summary>
/// <param name="State">The collaboration's state, or what is awaited.</param>
/// <param name="Rounds">Closed rounds.</param>
internal sealed record RunSnapshot(string State, IReadOnlyList<RoundLine> Rounds);
