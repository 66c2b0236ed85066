namespace EventCollab.DataBench;

/// <summary>What a process that loaded the file says of itself.</summary>
/// <param name="Reader">Who read.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Sum">Of all values, to see that the same was read.</param>
/// <param name="Wall">Seconds of loading, without the start of the process.</param>
/// <param name="Cpu">Processor seconds of the whole process.</param>
/// <param name="PeakBytes">Highest resident size.</param>
internal sealed record Loaded(string Reader, long Rows, double Sum, double Wall, double Cpu, long PeakBytes);
