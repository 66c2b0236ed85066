namespace EventCollab.RoundsTable;

/// <summary>What one process used during a measurement.</summary>
internal sealed record Used(string Name, double CpuSeconds, double PeakMb);
