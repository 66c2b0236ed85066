using System.Globalization;

namespace EventCollab.Cli.Results;

/// <summary>What Linux says of a process.</summary>
internal static class ProcessMemory
{
    /// <summary>Highest resident memory so far, in MB of 10^6 bytes; 0 where the system does not tell.</summary>
    public static double PeakMb(string process = "self")
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            var kibibytes = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            return kibibytes is null ? 0 : Math.Round(double.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6, 1);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
