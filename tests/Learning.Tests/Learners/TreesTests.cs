using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Trees;

namespace EventCollab.Learning.Tests.Learners;

public sealed class TreesTests
{
    private static readonly TreesLearner Learner = new();

    [Fact]
    public void A_single_split_is_the_one_worked_out_by_hand()
    {
        // x = 0, 1, 2, 3 and r = 0, 0, 3, 3, mean 1.5. The best split is at 1.5 and leaves both sides pure, so every tree is
        // that split with leaves of a tenth of what is left: after 100 trees 1.5 +- 1.5 (1 - 0.9^100).
        var task = new RegressionTask(new FeatureMatrix([0, 1, 2, 3], 4, 1), [0, 0, 3, 3], 1, 1, 0);
        var model = (TreesModel)Learner.Fit(task, null, CancellationToken.None);

        model.Trees.Count.ShouldBe(100);
        model.Trees[0].Nodes.ShouldBe(
            [new TreeNode(0, 1.5f, 1, 2, model.Trees[0].Nodes[0].MissingLeft), new TreeNode(-1, -0.15f, 0, 0, 0), new TreeNode(-1, 0.15f, 0, 0, 0)]);
        model.Trees[1].Nodes[2].Value.ShouldBe(0.135f, 1e-6f);
        var low = (float)(1.5 * Math.Pow(0.9, 100));
        model.Predict(task.Features).ShouldBe([low, low, 3 - low, 3 - low], 1e-6);
    }

    [Fact]
    public void A_second_level_is_split_by_the_other_column()
    {
        // r = 4 where a > 0, and 1 more where b > 0 too: sides of a first (gain 4.5^2 - ...), then b on the right only.
        var task = new RegressionTask(new FeatureMatrix([0, 0, 0, 1, 1, 0, 1, 1], 4, 2), [0, 0, 4, 5], 1, 1, 0);
        var first = ((TreesModel)Learner.Fit(task, null, CancellationToken.None)).Trees[0].Nodes;

        first.Length.ShouldBe(5);
        first[0].Feature.ShouldBe(0);
        first[0].Value.ShouldBe(0.5f);
        first[first[0].Right].Feature.ShouldBe(1);

        // Mean 2.25; leaves are a tenth of the distance of their mean from it.
        first[first[0].Left].Value.ShouldBe(-0.225f, 1e-6f);
        first[first[first[0].Right].Left].Value.ShouldBe(0.175f, 1e-6f);
        first[first[first[0].Right].Right].Value.ShouldBe(0.275f, 1e-6f);
    }

    [Fact]
    public void Residuals_of_any_size_are_split_alike()
    {
        // XGBoost by itself splits nothing whose gain is below 1e-6: residuals of 1e-6 would all be their mean.
        var task = Draw.Regression(60, 3, 2);
        var fits = Learner.Fit(task, null, CancellationToken.None).Predict(task.Features);
        var tiny = task with { Residuals = Array.ConvertAll(task.Residuals, value => MathF.ScaleB(value, -20)) };
        var scaled = Learner.Fit(tiny, null, CancellationToken.None).Predict(task.Features);
        scaled.ShouldBe(Array.ConvertAll(fits, value => MathF.ScaleB(value, -20)));
    }

    [Fact]
    public void Each_output_is_fitted_as_if_it_were_alone()
    {
        var task = Draw.Regression(60, 3, 3);
        var together = Learner.Fit(task, null, CancellationToken.None).Predict(task.Features);
        for (var k = 0; k < 3; k++)
        {
            var own = task with { Residuals = Column(task.Residuals, k, 3), Width = 1 };
            Learner.Fit(own, null, CancellationToken.None).Predict(task.Features).ShouldBe(Column(together, k, 3));
        }
    }

    [Fact]
    public void Sums_of_leaves_are_xgboosts_own_bit_by_bit()
    {
        var task = Draw.Regression(200, 5, 2);
        var features = (FeatureMatrix)task.Features;
        features.Values[7] = float.NaN;
        using var booster = Booster.Create(
            features, task.Residuals, 2, [("objective", "reg:squarederror"), ("base_score", "0"), ("tree_method", "exact"), ("nthread", "1"), ("max_depth", "6")]);
        for (var i = 0; i < 30; i++)
        {
            booster.Update(i);
        }

        new TreesModel(new ModelHeader(LocalModelKind.Gb, [5], 2), [0, 0], booster.Trees()).Predict(features).ShouldBe(booster.TrainingSums().ToArray());
    }

    [Fact]
    public void Missing_cells_go_where_they_fit_best()
    {
        // Rows without a value have r = 5, as the high ones: they go right, also in rows never seen.
        var task = new RegressionTask(new FeatureMatrix([0, 0.1f, 1, 1.1f, float.NaN, float.NaN], 6, 1), [0, 0, 5, 5, 5, 5], 1, 1, 0);
        var fits = Learner.Fit(task, null, CancellationToken.None).Predict(new FeatureMatrix([float.NaN, 0.05f], 2, 1));
        fits[0].ShouldBe(5, 1e-3f);
        fits[1].ShouldBe(0, 1e-3f);
    }

    [Fact]
    public void Classes_are_told_apart_by_the_largest_score()
    {
        var task = Draw.Classification(120, 4, 3);
        var model = Learner.Fit(task, null, CancellationToken.None);
        Draw.RightShare(model.Predict(task.Features), task.Labels).ShouldBeGreaterThan(0.97);
        Learner.Load(model.Save()).Predict(task.Features).ShouldBe(model.Predict(task.Features));
    }

    [Fact]
    public void A_class_that_no_row_has_never_wins()
    {
        var task = Draw.Classification(60, 2, 2) with { Classes = 3 };
        var scores = Learner.Fit(task, null, CancellationToken.None).Predict(task.Features);
        Enumerable.Range(0, 60).ShouldAllBe(row => scores[(3 * row) + 2] < Math.Max(scores[3 * row], scores[(3 * row) + 1]));
    }

    [Fact]
    public void Training_can_be_stopped_between_two_trees()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<TrainingProgress>();
        var progress = new Draw.Told<TrainingProgress>(report =>
        {
            seen.Add(report);
            if (report.Epoch == 7)
            {
                stop.Cancel();
            }
        });
        Should.Throw<OperationCanceledException>(() => Learner.Fit(Draw.Regression(60, 3, 2), progress, stop.Token));
        seen.Count.ShouldBe(7);
    }

    [Fact]
    public void Progress_tells_the_mean_squared_error_of_the_trees_so_far()
    {
        // As worked out above: after t trees every row is 1.5 * 0.9^t off.
        var seen = new List<TrainingProgress>();
        var task = new RegressionTask(new FeatureMatrix([0, 1, 2, 3], 4, 1), [0, 0, 3, 3], 1, 1, 0);
        Learner.Fit(task, new Draw.Told<TrainingProgress>(seen.Add), CancellationToken.None);
        seen.Count.ShouldBe(100);
        seen[0].Loss.ShouldBe(1.35 * 1.35, 1e-6);
        seen[9].Loss.ShouldBe(Math.Pow(1.5 * Math.Pow(0.9, 10), 2), 1e-6);
    }

    [Fact]
    public void Progress_of_a_classification_tells_its_cross_entropy()
    {
        var seen = new List<TrainingProgress>();
        Learner.Fit(Draw.Classification(120, 4, 3), new Draw.Told<TrainingProgress>(seen.Add), CancellationToken.None);
        seen[0].Loss.ShouldBeLessThan(Math.Log(3));
        seen[^1].Loss.ShouldBeLessThan(0.1);
    }

    private static float[] Column(float[] values, int k, int width) => [.. values.Where((_, place) => place % width == k)];
}
