namespace EventCollab.Learning.Models.Tests;

public sealed class LocalLearnerTests
{
    public static TheoryData<LocalModelKind> Kinds => Tasks.Kinds;

    public static TheoryData<LocalModelKind> Shallower => Tasks.Shallower;

    public static TheoryData<LocalModelKind> Deepest => [.. Tasks.Deepest];

    public static TheoryData<LocalModelKind> Networks => Tasks.Networks;

    [Theory]
    [MemberData(nameof(Shallower))]
    public void Every_learner_gets_nearer_to_the_residuals_than_their_mean(LocalModelKind kind)
    {
        var task = Tasks.For(kind);
        Tasks.Error(Tasks.Fit(kind, task).Predict(task.Features), task.Residuals).ShouldBeLessThan(0.8 * Tasks.ErrorOfMeans(task));
    }

    [Theory]
    [MemberData(nameof(Deepest))]
    public void The_deepest_networks_lower_the_loss_of_their_training(LocalModelKind kind)
    {
        var (task, seen) = (Tasks.For(kind), new Recorder());
        LocalLearners.Create(kind, Tasks.SettingsFor(kind, 8), null).Fit(task, seen, CancellationToken.None);
        seen.Reports.Min(report => report.Loss).ShouldBeLessThan(0.6 * Tasks.ErrorOfMeans(task));
    }

    [Theory]
    [MemberData(nameof(Shallower))]
    public void Every_learner_tells_classes_apart(LocalModelKind kind)
    {
        var task = Tasks.Classification(Tasks.ShapeFor(kind), 80);
        var scores = LocalLearners.Create(kind, Tasks.SettingsFor(kind), null).Fit(task, null, CancellationToken.None).Predict(task.Features);
        var most = task.Labels.GroupBy(label => label).Max(group => group.Count());
        Right(scores, task).ShouldBeGreaterThan(most + 5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_loaded_model_gives_bit_equal_fits_without_being_told_what_it_is(LocalModelKind kind)
    {
        var task = Tasks.For(kind);
        var model = Tasks.Fit(kind, task, 1);
        var fits = model.Predict(task.Features);
        var loaded = LocalLearners.Load(model.Save(), new ComputeSettings());
        loaded.Predict(task.Features).ShouldBe(fits);
        Tasks.Hash(loaded.Save()).ShouldBe(Tasks.Hash(model.Save()));
        LocalLearners.Create(kind, Tasks.SettingsFor(kind), null).Load(model.Save()).Predict(task.Features).ShouldBe(fits);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_seeds_give_equal_models_whatever_libtorchs_own_generator_did(LocalModelKind kind)
    {
        var task = Tasks.For(kind, 50);
        var model = Tasks.Hash(Tasks.Fit(kind, task, 1).Save());
        torch.manual_seed(1234);
        Tasks.Hash(Tasks.Fit(kind, task, 1).Save()).ShouldBe(model);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Agents_that_train_at_once_in_one_process_get_the_models_that_they_get_alone(LocalModelKind kind)
    {
        var alone = Enumerable.Range(0, 4).Select(seed => Save(seed)).ToList();
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed =>
            Task.Factory.StartNew(() => Save(seed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        for (var seed = 0; seed < alone.Count; seed++)
        {
            together[seed].ShouldBe(alone[seed], $"seed {seed}");
        }

        string Save(int seed) => Tasks.Hash(Tasks.Fit(kind, Tasks.For(kind, 50) with { Seed = seed }, 3).Save());
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Another_seed_gives_another_model(LocalModelKind kind)
    {
        var task = Tasks.For(kind, 20);
        Tasks.Hash(Tasks.Fit(kind, task with { Seed = 99 }, 1).Save()).ShouldNotBe(Tasks.Hash(Tasks.Fit(kind, task, 1).Save()));
    }

    [Theory]
    [InlineData(LocalModelKind.Cnn, "localModel cnn needs images; org-2's features are 3 columns.")]
    [InlineData(LocalModelKind.Lstm, "localModel lstm needs series; org-2's features are 3 columns.")]
    public void A_model_that_does_not_fit_the_features_is_refused_by_name(LocalModelKind kind, string reason)
    {
        Should.Throw<MethodException>(() => LocalLearners.Require(kind, Tasks.Table, "org-2")).Message.ShouldBe(reason);
        var task = Tasks.Regression(Tasks.Table, 5);
        Should.Throw<MethodException>(() => Tasks.Fit(kind, task)).Message.ShouldBe(reason.Replace("org-2's", "the"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_model_refuses_samples_of_another_shape(LocalModelKind kind)
    {
        var model = Tasks.Fit(kind, Tasks.For(kind, 8), 1);
        var other = new FeatureMatrix(new float[2 * 55], 2, 55) { Shape = [5, 11] };
        Should.Throw<MethodException>(() => model.Predict(other)).Message.ShouldContain("it is asked about series of 5 steps with 11 inputs");
    }

    [Fact]
    public void Images_can_be_columns_to_those_who_do_not_look_at_pixels()
    {
        var task = Tasks.Regression(Tasks.Patch, 30);
        foreach (var kind in new[] { LocalModelKind.Ridge, LocalModelKind.Linear, LocalModelKind.Mlp })
        {
            Tasks.Fit(kind, task, 2).Predict(task.Features).Length.ShouldBe(60);
        }
    }

    [Theory]
    [InlineData(LocalModelKind.Ridge)]
    [InlineData(LocalModelKind.Linear)]
    public void Tasks_that_do_not_add_up_are_refused(LocalModelKind kind)
    {
        var learner = LocalLearners.Create(kind, new LearnerSettings(), null);
        var features = new FeatureMatrix([1, 2, 3], 3, 1);
        Refused(new RegressionTask(features, [1, 2], 1, 1, 0), "2 residuals for 3 rows");
        Refused(new RegressionTask(new FeatureMatrix([], 0, 1), [], 1, 1, 0), "nothing to learn from 0 rows");
        Should.Throw<MethodException>(() => learner.Fit(new ClassificationTask(features, [0, 1, 2], 2, 0), null, CancellationToken.None))
            .Message.ShouldContain("classes must be whole numbers from 0 to 1");

        void Refused(RegressionTask task, string reason) =>
            Should.Throw<MethodException>(() => learner.Fit(task, null, CancellationToken.None)).Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("cuda:99", "CUDA device")]
    [InlineData("gpu", "no device is called 'gpu'")]
    public void A_device_that_is_not_there_is_an_error_in_one_line(string device, string reason)
    {
        var settings = new LearnerSettings { Compute = new ComputeSettings { Device = device } };
        var failure = Should.Throw<MethodException>(
            () => LocalLearners.Create(LocalModelKind.Mlp, settings, null).Fit(Tasks.For(LocalModelKind.Mlp), null, CancellationToken.None));
        failure.Message.ShouldContain(reason);
        failure.Message.ShouldNotContain('\n');
    }

    private static int Right(float[] scores, ClassificationTask task) => task.Labels.Index().Count(row =>
        Enumerable.Range(0, task.Classes).MaxBy(k => scores[(row.Index * task.Classes) + k]) == row.Item);
}
