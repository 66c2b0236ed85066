namespace EventCollab.Cli.Display;

/// <summary>What a run is, before its first round.</summary>
/// <param name="Title">For example <c>gal on diabetes</c>.</param>
/// <param name="Notes">Lines that a person should know: task and rule, rows, protection, folder.</param>
/// <param name="Rounds">Rounds at most.</param>
/// <param name="Metric">Name of the metric.</param>
internal sealed record RunHeader(string Title, IReadOnlyList<string> Notes, int Rounds, string Metric);
