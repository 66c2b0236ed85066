using EventCollab.Learning.Models.Networks;
using EventCollab.Learning.Models.Neural;

namespace EventCollab.Learning.Models.Tests;

/// <summary>How networks are trained, by hand where it can be.</summary>
public sealed class TrainingTests
{
    private static readonly RegressionTask Task = Tasks.Regression(Tasks.Table, 50);

    [Theory]
    [InlineData(LocalLoss.L1)]
    [InlineData(LocalLoss.L1_5)]
    [InlineData(LocalLoss.L2)]
    [InlineData(LocalLoss.L4)]
    public void Every_local_loss_falls_during_training(LocalLoss loss)
    {
        var seen = new Recorder();
        LocalLearners.Create(LocalModelKind.Linear, new LearnerSettings { Loss = loss, Epochs = 40 }, null).Fit(Task, seen, CancellationToken.None);
        seen.Reports.Select(report => report.Epoch).ShouldBe(Enumerable.Range(1, 40));
        seen.Reports[^1].Loss.ShouldBeLessThan(seen.Reports[0].Loss);
    }

    [Theory]
    [InlineData(LocalLoss.L1, 3.0)]
    [InlineData(LocalLoss.L1_5, 5.2426)]
    [InlineData(LocalLoss.L2, 10.0)]
    [InlineData(LocalLoss.L4, 136.0)]
    public void Local_losses_are_means_of_powers(LocalLoss loss, double expected)
    {
        // Errors 2 and 4: (2^q + 4^q) / 2; q = 1.5 gives (2.8284 + 8) / 2 = 5.4142.
        using var scope = torch.NewDisposeScope();
        using var targets = new ResidualTargets(new RegressionTask(new FeatureMatrix([0, 0], 2, 1), [1, 5], 1, 1, 0), loss, torch.CPU);
        double value = targets.Loss(torch.tensor(new float[] { 3, 1 }, [2, 1]), [0, 1]).item<float>();
        value.ShouldBe(loss == LocalLoss.L1_5 ? 5.4142 : expected, 1e-4);
    }

    [Fact]
    public void More_rows_than_a_batch_are_all_learned_from()
    {
        // 1024 rows of r = 0 and 500 of r = 2 with x telling them apart: who sees only one batch's worth cannot fit both.
        float[] features = [.. Enumerable.Repeat(-1f, 1024), .. Enumerable.Repeat(1f, 500)];
        float[] residuals = [.. Enumerable.Repeat(0f, 1024), .. Enumerable.Repeat(2f, 500)];
        var task = new RegressionTask(new FeatureMatrix(features, 1524, 1), residuals, 1, 1, 5);
        var fits = Tasks.Fit(LocalModelKind.Linear, task).Predict(task.Features);
        fits[0].ShouldBe(0, 0.1f);
        fits[^1].ShouldBe(2, 0.1f);
    }

    [Fact]
    public void The_first_gradient_step_is_clipped_and_has_the_papers_rate()
    {
        // One row x = 1, r = 100 under l1: gradient (-1, -1) of norm sqrt 2 is clipped to norm 1; decay adds 5e-4 w.
        var random = new RandomSource(5);
        var (weight, bias) = ((float)random.NextUniform(-1, 1), (float)random.NextUniform(-1, 1));
        var task = new RegressionTask(new FeatureMatrix([1], 1, 1), [100], 1, 1, 5);
        var training = new NetworkTraining(NetworkKind.All[0], new LearnerSettings { Loss = LocalLoss.L1, Epochs = 1 });
        using var network = training.Fit(task, null, CancellationToken.None);
        var step = 0.1f / MathF.Sqrt(2);
        network.state_dict()["head.weight"].data<float>().ToArray()[0].ShouldBe(weight + step - (0.1f * 5e-4f * weight), 1e-5f);
        network.state_dict()["head.bias"].data<float>().ToArray()[0].ShouldBe(bias + step - (0.1f * 5e-4f * bias), 1e-5f);
    }

    [Fact]
    public void The_rate_falls_tenfold_after_epochs_50_and_100()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new LinearNetwork(1, 1);
        var (optimizer, endEpoch) = TrainingRecipe.Tables.Optimizer([.. network.parameters()]);
        var rates = new List<double>();
        for (var epoch = 1; epoch <= 101; epoch++)
        {
            rates.Add(Math.Round(optimizer.ParamGroups.First().LearningRate, 9));
            endEpoch();
        }

        optimizer.Dispose();
        rates[49].ShouldBe(0.1);
        rates[50].ShouldBe(0.01);
        rates[99].ShouldBe(0.01);
        rates[100].ShouldBe(0.001);
    }

    [Fact]
    public void Long_epochs_tell_of_themselves_about_twenty_times()
    {
        var seen = new Recorder();
        var task = Tasks.Regression(Tasks.Table, 400);
        LocalLearners.Create(LocalModelKind.Linear, new LearnerSettings { Epochs = 2, BatchSize = 4 }, null).Fit(task, seen, CancellationToken.None);
        seen.Reports.Count.ShouldBe(40);
        seen.Reports[0].ShouldSatisfyAllConditions(
            report => report.Epoch.ShouldBe(1),
            report => report.Epochs.ShouldBe(2),
            report => report.Batch.ShouldBe(5),
            report => report.Batches.ShouldBe(100));
        seen.Reports[19].Batch.ShouldBe(100);
    }

    [Fact]
    public void A_fit_stops_at_the_step_after_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var features = new CountingFeatures((FeatureMatrix)Tasks.Regression(Tasks.Table, 400).Features);
        var seen = new Recorder { Heard = report => source.Cancel() };
        var learner = LocalLearners.Create(LocalModelKind.Linear, new LearnerSettings { Epochs = 50, BatchSize = 4 }, null);
        Should.Throw<OperationCanceledException>(() => learner.Fit(Tasks.Regression(Tasks.Table, 400) with { Features = features }, seen, source.Token));

        // The first report comes after 5 of 100 steps; not one more was taken.
        seen.Reports.Count.ShouldBe(1);
        features.RowsRead.ShouldBe(20);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_ends_the_fit_and_says_when()
    {
        // Features of 1e38 overflow in the first affine map.
        var task = new RegressionTask(new FeatureMatrix([1e38f, 2e38f, 3e38f], 3, 1), [1, 0, 2], 1, 1, 5);
        Should.Throw<MethodException>(() => Tasks.Fit(LocalModelKind.Mlp, task, 7)).Message.ShouldMatch("localModel mlp: the loss is (NaN|Infinity) in epoch 1 of 7");
    }

    [Theory]
    [InlineData(33, 16, 2, 17)]
    [InlineData(34, 16, 3, 2)]
    [InlineData(17, 16, 1, 17)]
    [InlineData(16, 16, 1, 16)]
    public void A_batch_of_one_joins_the_batch_before_it_where_batches_are_normalised(int rows, int batchRows, int batches, int last)
    {
        var order = new BatchOrder(rows, batchRows, normalised: true);
        order.BeginEpoch(new RandomSource(1));
        order.Batches.ShouldBe(batches);
        order.Batch(batches - 1).Length.ShouldBe(last);
        Enumerable.Range(0, batches).SelectMany(i => order.Batch(i).ToArray()).Order().ShouldBe(Enumerable.Range(0, rows));
        new BatchOrder(33, 16, normalised: false).Batches.ShouldBe(3);
    }

    [Fact]
    public void A_network_with_batch_norms_refuses_a_single_row() =>
        Should.Throw<MethodException>(() => Tasks.Fit(LocalModelKind.Cnn, Tasks.Regression(Tasks.Patch, 1)))
            .Message.ShouldContain("needs at least two training rows; there are 1");

    [Fact]
    public void Epochs_and_batches_are_the_papers_unless_said_otherwise()
    {
        Recipe(LocalModelKind.Linear).ShouldBe((100, 1024));
        Recipe(LocalModelKind.Cnn).ShouldBe((10, 512));
        Recipe(LocalModelKind.Lstm).ShouldBe((10, 8));
        NetworkKind.All[0].Recipe.With(new LearnerSettings { Epochs = 3, BatchSize = 7 }).ShouldBe(TrainingRecipe.Tables with { Epochs = 3, BatchRows = 7 });

        (int, int) Recipe(LocalModelKind kind)
        {
            var recipe = NetworkKind.All.Single(network => network.Kind == kind).Recipe.With(new LearnerSettings());
            return (recipe.Epochs, recipe.BatchRows);
        }
    }

    [Theory]
    [InlineData(LocalModelKind.Linear)]
    [InlineData(LocalModelKind.Cnn)]
    public void Never_more_rows_than_a_batch_are_held_at_once(LocalModelKind kind)
    {
        var task = Tasks.Regression(Tasks.ShapeFor(kind), 100);
        var features = new CountingFeatures((FeatureMatrix)task.Features);
        var model = LocalLearners.Create(kind, new LearnerSettings { Epochs = 2, BatchSize = 16 }, null).Fit(task with { Features = features }, null, CancellationToken.None);
        features.MostRowsAtOnce.ShouldBe(16);

        // 7 batches an epoch: 6 of 16 and one of 4 rows. Two buffers serve them all.
        features.RowsRead.ShouldBe(200);
        features.Buffers.ShouldBe(2);
        model.Predict(features).ShouldBe(model.Predict(task.Features));
    }

    [Fact]
    public void What_fits_one_batch_is_read_once()
    {
        var features = new CountingFeatures((FeatureMatrix)Task.Features);
        LocalLearners.Create(LocalModelKind.Linear, new LearnerSettings { Epochs = 30 }, null).Fit(Task with { Features = features }, null, CancellationToken.None);
        features.RowsRead.ShouldBe(50);
    }
}
