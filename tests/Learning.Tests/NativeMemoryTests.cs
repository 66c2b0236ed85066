using EventCollab.Learning.Methods.Gal.Baselines;

namespace EventCollab.Learning.Tests;

/// <summary>The count of live tensors is the process's: nothing else may run beside these.</summary>
[CollectionDefinition(nameof(NativeMemoryTests), DisableParallelization = true)]
[Collection(nameof(NativeMemoryTests))]
public sealed class NativeMemoryTests
{
    // What other tests left to the collector must not be collected in between.
    public NativeMemoryTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Fact]
    public void Nothing_native_outlives_late_fusion()
    {
        var cohort = new Cohort(2);
        var before = Diagnostics.LiveTensors;
        LateFusion.Run(cohort.Setup("{}"), cohort.Data, TestContext.Current.CancellationToken);
        Diagnostics.LiveTensors.ShouldBe(before);
    }
}
