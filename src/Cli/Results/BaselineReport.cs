namespace EventCollab.Cli.Results;

/// <summary>The last round's metric without collaboration: with all columns in one place (null where that was not computed), and of the sponsor alone.</summary>
internal sealed record BaselineReport(double? Joint, double Alone);
