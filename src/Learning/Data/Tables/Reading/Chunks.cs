using System.Runtime.ExceptionServices;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>Work on all chunks, on all processors.</summary>
internal static class Chunks
{
    /// <summary>
    /// What the earliest chunk refuses wins, whichever worker comes first, and is thrown as itself: nobody who reads files looks
    /// for it among the exceptions of a parallel loop.
    /// </summary>
    /// <exception cref="DataException">As the work gives it.</exception>
    /// <exception cref="IOException">As the work gives it.</exception>
    public static void ForEach(int count, Action<int> work)
    {
        var faults = new Exception?[count];
        Parallel.For(0, count, (chunk, state) =>
        {
            try
            {
                work(chunk);
            }
            catch (Exception fault) when (fault is DataException or IOException or UnauthorizedAccessException)
            {
                faults[chunk] = fault;

                // Chunks before this one are still read to their end.
                state.Break();
            }
        });
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
