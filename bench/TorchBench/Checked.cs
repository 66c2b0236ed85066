namespace EventCollab.TorchBench;

/// <summary>The losses of the first steps, for the comparison that comes before the speed.</summary>
internal sealed record Checked(IReadOnlyList<double> Losses);
