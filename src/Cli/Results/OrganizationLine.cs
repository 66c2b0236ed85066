namespace EventCollab.Cli.Results;

/// <summary>What one organization gave and got.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Score">Its share of what was gained (gal.md 9.15); the scores of all add up to 1.</param>
/// <param name="Weight">Its weight in the last round.</param>
/// <param name="BytesIn">Payload bytes it received.</param>
/// <param name="BytesOut">Payload bytes it sent.</param>
/// <param name="Late">Contributions that came after their round was closed.</param>
/// <param name="Refused">Contributions that were refused.</param>
internal sealed record OrganizationLine(string Id, double Score, double Weight, long BytesIn, long BytesOut, int Late, int Refused);
