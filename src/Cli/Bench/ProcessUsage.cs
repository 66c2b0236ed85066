namespace EventCollab.Cli.Bench;

/// <summary>What one process took.</summary>
/// <param name="Name">What runs in it.</param>
/// <param name="Pid">Its number.</param>
/// <param name="CpuSeconds">Processor time during the rounds, all threads.</param>
/// <param name="PeakRssMb">Highest resident memory since its start, in MB of 10^6 bytes.</param>
internal sealed record ProcessUsage(string Name, int Pid, double CpuSeconds, double PeakRssMb);
