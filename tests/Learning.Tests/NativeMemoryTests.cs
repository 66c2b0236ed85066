using EventCollab.Learning.Methods.Gal.Baselines;
using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests;

/// <summary>The count of live tensors is the process's: nothing else may run beside these.</summary>
[CollectionDefinition(nameof(NativeMemoryTests), DisableParallelization = true)]
[Collection(nameof(NativeMemoryTests))]
public sealed class NativeMemoryTests
{
    private static readonly RegressionTask Task = new(new FeatureMatrix([-1, 0, 1, 2], 4, 1), [0, 1, 5, 6], 1, 1, 0);

    // What other tests left to the collector must not be collected in between.
    public NativeMemoryTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Theory]
    [InlineData(LocalModelKind.Ridge)]
    [InlineData(LocalModelKind.Linear)]
    [InlineData(LocalModelKind.Mlp)]
    public void Nothing_native_outlives_a_fit(LocalModelKind kind)
    {
        var before = Diagnostics.LiveTensors;
        LocalLearners.Create(kind, new LearnerSettings { Epochs = 2 }, null).Fit(Task, null, TestContext.Current.CancellationToken).Predict(Task.Features);
        Diagnostics.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void Nothing_native_outlives_rounds_on_a_shared_extractor()
    {
        var learner = LocalLearners.Create(LocalModelKind.Mlp, new LearnerSettings { Epochs = 2 }, new MemoryModelStore());
        var before = Diagnostics.LiveTensors;
        learner.Fit(Task, null, TestContext.Current.CancellationToken);
        learner.Fit(Task with { Round = 2 }, null, TestContext.Current.CancellationToken).Predict(Task.Features);
        Diagnostics.LiveTensors.ShouldBe(before);
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
