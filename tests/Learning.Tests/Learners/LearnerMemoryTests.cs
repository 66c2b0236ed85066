using System.Runtime.InteropServices;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests.Learners;

/// <summary>What is counted is the process's: nothing else may run beside these.</summary>
[Collection(nameof(NativeMemoryTests))]
public sealed partial class LearnerMemoryTests
{
    [Theory]
    [InlineData(LocalModelKind.Gb, 100)]
    [InlineData(LocalModelKind.Svm, 300)]
    public void Two_hundred_fits_leave_nothing_in_native_memory(LocalModelKind kind, int rows)
    {
        // A matrix, an ensemble or a problem takes 10 KB or more: one left behind at each fit would be over 2 MB. The runtime itself
        // takes and gives back up to 1 MB in between.
        var (regression, classification) = (Draw.Regression(rows, 8, 2), Draw.Classification(rows, 8, 2));
        Fit(10);
        var before = InUse();
        Fit(70);
        (InUse() - before).ShouldBeLessThan(2_000_000);

        void Fit(int times)
        {
            var learner = LocalLearners.Create(kind, new LearnerSettings(), null);
            for (var i = 0; i < times; i++)
            {
                learner.Fit(regression, null, CancellationToken.None);
                learner.Fit(classification, null, CancellationToken.None);
                using var stop = new CancellationTokenSource();
                Should.Throw<OperationCanceledException>(() => learner.Fit(regression, new Draw.Told<TrainingProgress>(_ => stop.Cancel()), stop.Token));
            }
        }
    }

    /// <summary>Bytes that malloc has given out and not got back; the runtime's own heap is not among them.</summary>
    private static long InUse()
    {
        var info = mallinfo2();
        return (long)(info.InUse + info.Mapped);
    }

    [LibraryImport("libc.so.6")]
    private static partial MallocInfo mallinfo2();

    [StructLayout(LayoutKind.Sequential)]
    private struct MallocInfo
    {
        public nuint Arena;
        public nuint FreeBlocks;
        public nuint FastBlocks;
        public nuint MappedBlocks;
        public nuint Mapped;
        public nuint Unused;
        public nuint FastFree;
        public nuint InUse;
        public nuint Free;
        public nuint Trimmable;
    }
}
