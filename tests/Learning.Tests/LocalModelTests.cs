using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests;

public sealed class LocalModelTests
{
    private static readonly RegressionTask Task = Draw();

    public static TheoryData<LocalModelKind> Kinds => [.. Enum.GetValues<LocalModelKind>()];

    [Fact]
    public void Ridge_solves_the_penalised_normal_equations()
    {
        // x = (-1, 0, 1), r = (0, 1, 5): centred r = (-2, -1, 3); slope = 5 / (2 + 0.001 * 3), intercept = mean of r = 2.
        var task = new RegressionTask(new FeatureMatrix([-1, 0, 1], 3, 1), [0, 1, 5], 1, 1, 0);
        var fits = new RidgeLearner().Fit(task, null, CancellationToken.None).Predict(task.Features);
        fits[1].ShouldBe(2, 1e-6f);
        fits[2].ShouldBe(2 + (float)(5 / 2.003), 1e-6f);
    }

    [Fact]
    public void Ridge_takes_features_that_are_not_centred()
    {
        // The same as above, shifted by 10: the intercept takes the shift up.
        var task = new RegressionTask(new FeatureMatrix([9, 10, 11], 3, 1), [0, 1, 5], 1, 1, 0);
        new RidgeLearner().Fit(task, null, CancellationToken.None).Predict(task.Features)[2].ShouldBe(2 + (float)(5 / 2.003), 1e-5f);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_learner_gets_nearer_to_the_residuals_than_their_mean(LocalModelKind kind)
    {
        var fits = Fit(kind, Task).Predict(Task.Features);
        Error(fits, Task.Residuals).ShouldBeLessThan(Error(Means(Task), Task.Residuals) / 2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_loaded_model_gives_bit_equal_fits(LocalModelKind kind)
    {
        var model = Fit(kind, Task);
        LocalLearners.Create(kind, Settings(LocalLoss.L2, 20), null).Load(model.Save()).Predict(Task.Features).ShouldBe(model.Predict(Task.Features));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_seeds_give_equal_models_whatever_libtorchs_own_generator_did(LocalModelKind kind)
    {
        var model = Fit(kind, Task).Save();
        torch.manual_seed(1234);
        Fit(kind, Task).Save().ShouldBe(model);
    }

    [Theory]
    [InlineData(LocalModelKind.Linear)]
    [InlineData(LocalModelKind.Mlp)]
    public void Another_seed_gives_another_model(LocalModelKind kind) =>
        Fit(kind, Task with { Seed = 99 }).Save().ShouldNotBe(Fit(kind, Task).Save());

    [Theory]
    [InlineData(LocalLoss.L1)]
    [InlineData(LocalLoss.L1_5)]
    [InlineData(LocalLoss.L2)]
    [InlineData(LocalLoss.L4)]
    public void Every_local_loss_falls_during_training(LocalLoss loss)
    {
        var epochs = new List<TrainingProgress>();
        LocalLearners.Create(LocalModelKind.Linear, Settings(loss, 40), null).Fit(Task, new Recorder(epochs), CancellationToken.None);
        epochs.Count.ShouldBe(40);
        epochs[^1].Loss.ShouldBeLessThan(epochs[0].Loss);
    }

    [Fact]
    public void More_rows_than_a_batch_are_all_learned_from()
    {
        // 1024 rows of r = 0 and 500 of r = 2 with x telling them apart: who sees only one batch's worth cannot fit both.
        float[] features = [.. Enumerable.Repeat(-1f, 1024), .. Enumerable.Repeat(1f, 500)];
        float[] residuals = [.. Enumerable.Repeat(0f, 1024), .. Enumerable.Repeat(2f, 500)];
        var task = new RegressionTask(new FeatureMatrix(features, 1524, 1), residuals, 1, 1, 5);
        var fits = LocalLearners.Create(LocalModelKind.Linear, Settings(LocalLoss.L2, 60), null).Fit(task, null, CancellationToken.None).Predict(task.Features);
        fits[0].ShouldBe(0, 0.1f);
        fits[^1].ShouldBe(2, 0.1f);
    }

    [Fact]
    public void The_first_gradient_step_is_clipped_and_has_the_papers_rate()
    {
        // One row x = 1, r = 100 under l1: gradient (-1, -1) of norm sqrt 2 is clipped to norm 1; decay adds 5e-4 w.
        var random = new RandomSource(5);
        var map = AffineMap.Random(1, 1, random);
        var task = new RegressionTask(new FeatureMatrix([1], 1, 1), [100], 1, 1, 5);
        var model = (AffineModel)LocalLearners.Create(LocalModelKind.Linear, Settings(LocalLoss.L1, 1), null).Fit(task, null, CancellationToken.None);
        var step = 0.1f / MathF.Sqrt(2);
        model.Layers[0].Weight[0].ShouldBe(map.Weight[0] + step - (0.1f * 5e-4f * map.Weight[0]), 1e-5f);
        model.Layers[0].Bias[0].ShouldBe(map.Bias[0] + step - (0.1f * 5e-4f * map.Bias[0]), 1e-5f);
    }

    [Fact]
    public void A_shared_extractor_stays_as_the_first_round_left_it()
    {
        var store = new MemoryModelStore();
        var learner = LocalLearners.Create(LocalModelKind.Mlp, Settings(LocalLoss.L2, 10), store);
        var first = learner.Fit(Task, null, CancellationToken.None);
        var extractor = store.Load("extractor");
        var fits = first.Predict(Task.Features);
        var second = learner.Fit(Task with { Round = 2, Seed = 8 }, null, CancellationToken.None);
        store.Load("extractor").ShouldBe(extractor);
        learner.Load(first.Save()).Predict(Task.Features).ShouldBe(fits);
        second.Save().Length.ShouldBeLessThan(extractor!.Length * 2);
    }

    [Fact]
    public void A_first_round_that_is_carried_out_again_gives_the_same_shared_extractor()
    {
        var store = new MemoryModelStore();
        var learner = LocalLearners.Create(LocalModelKind.Mlp, Settings(LocalLoss.L2, 10), store);
        var first = learner.Fit(Task, null, CancellationToken.None).Save();
        var extractor = store.Load("extractor");
        learner.Fit(Task, null, CancellationToken.None).Save().ShouldBe(first);
        store.Load("extractor").ShouldBe(extractor);
    }

    private static ILocalModel Fit(LocalModelKind kind, RegressionTask task) =>
        LocalLearners.Create(kind, Settings(LocalLoss.L2, 60), null).Fit(task, null, CancellationToken.None);

    private static LearnerSettings Settings(LocalLoss loss, int epochs) => new() { Loss = loss, Epochs = epochs };

    private static float[] Means(RegressionTask task) =>
        [.. Enumerable.Range(0, task.Residuals.Length).Select(place => task.Residuals.Where((_, other) => other % task.Width == place % task.Width).Average())];

    private static double Error(float[] fits, float[] residuals) => fits.Zip(residuals, (fit, residual) => Math.Pow(fit - residual, 2)).Average();

    private static RegressionTask Draw()
    {
        // 50 rows, 3 columns, 2 outputs: r = (x0 - x1, 2 x2) and a little noise.
        var random = new RandomSource(11);
        float[] features = [.. Enumerable.Range(0, 150).Select(_ => (float)random.NextNormal())];
        float[] residuals = [.. Enumerable.Range(0, 50).SelectMany(row => new[]
        {
            features[3 * row] - features[(3 * row) + 1] + (0.1f * (float)random.NextNormal()),
            (2 * features[(3 * row) + 2]) + (0.1f * (float)random.NextNormal()),
        })];
        return new RegressionTask(new FeatureMatrix(features, 50, 3), residuals, 2, 1, 21);
    }

    private sealed class Recorder(List<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen.Add(value);
    }
}
