namespace EventCollab.Learning.Models.Tests;

/// <summary>The count of live tensors is the process's: nothing else may run beside these.</summary>
[CollectionDefinition(nameof(NativeMemoryTests), DisableParallelization = true)]
[Collection(nameof(NativeMemoryTests))]
public sealed class NativeMemoryTests
{
    public static TheoryData<LocalModelKind> Kinds => Tasks.Kinds;

    // What other tests left to the collector must not be collected in between.
    public NativeMemoryTests()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_native_outlives_fits_predictions_and_loading(LocalModelKind kind)
    {
        var task = Tasks.For(kind, 20);
        var before = Diagnostics.LiveTensors;
        for (var i = 0; i < 3; i++)
        {
            var model = Tasks.Fit(kind, task, 1);
            LocalLearners.Load(model.Save(), new ComputeSettings()).Predict(task.Features);
            Diagnostics.LiveTensors.ShouldBe(before);
        }
    }

    [Theory]
    [InlineData(LocalModelKind.Mlp)]
    [InlineData(LocalModelKind.Cnn)]
    public void Nothing_native_outlives_rounds_on_a_shared_extractor(LocalModelKind kind)
    {
        var task = Tasks.For(kind, 20);
        var learner = LocalLearners.Create(kind, Tasks.SettingsFor(kind, 1), new MemoryModelStore());
        var before = Diagnostics.LiveTensors;
        learner.Fit(task, null, TestContext.Current.CancellationToken);
        learner.Fit(task with { Round = 2 }, null, TestContext.Current.CancellationToken).Predict(task.Features);
        Diagnostics.LiveTensors.ShouldBe(before);
    }

    [Theory]
    [InlineData(LocalModelKind.Mlp)]
    [InlineData(LocalModelKind.Cnn)]
    public void Nothing_native_outlives_a_fit_that_fails_or_is_cancelled(LocalModelKind kind)
    {
        var task = Tasks.For(kind, 20);
        var before = Diagnostics.LiveTensors;
        var endless = new FeatureMatrix([.. ((FeatureMatrix)task.Features).Values.Select(_ => 3e38f)], 20, task.Features.Columns) { Shape = task.Features.Shape };
        Should.Throw<MethodException>(() => Tasks.Fit(kind, task with { Features = endless }, 1)).Message.ShouldContain("the loss is");
        using var source = new CancellationTokenSource();
        var seen = new Recorder { Heard = _ => source.Cancel() };
        Should.Throw<OperationCanceledException>(() => LocalLearners.Create(kind, Tasks.SettingsFor(kind, 5), null).Fit(task, seen, source.Token));
        Diagnostics.LiveTensors.ShouldBe(before);
    }

    [Fact]
    public void Steps_leave_the_number_of_tensors_as_it_is()
    {
        var seen = new List<long>();
        var recorder = new Recorder { Heard = _ => seen.Add(Diagnostics.LiveTensors) };
        LocalLearners.Create(LocalModelKind.Cnn, Tasks.SettingsFor(LocalModelKind.Cnn, 20), null)
            .Fit(Tasks.For(LocalModelKind.Cnn, 40), recorder, TestContext.Current.CancellationToken);

        // After the first step gradients' momenta are there as well.
        seen.Skip(1).Distinct().Count().ShouldBe(1);
    }
}
