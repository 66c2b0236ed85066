using System.Runtime.InteropServices;

namespace EventCollab.CompressionBench;

/// <summary>Processor time of the calling thread (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).</summary>
internal static partial class Clock
{
    private const int ThreadCpuTime = 3;

    public static double Seconds => clock_gettime(ThreadCpuTime, out var time) == 0
        ? time.Seconds + (time.Nanoseconds * 1e-9)
        : throw new InvalidOperationException("The thread's processor time cannot be read; this needs Linux.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
