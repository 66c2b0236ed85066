using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Native;
using EventCollab.Learning.Models.Svm;

namespace EventCollab.Learning.Tests.Learners;

public sealed class SvmTests
{
    private static readonly SvmLearner Learner = new();

    [Fact]
    public void Two_points_of_a_classifier_have_the_alphas_worked_out_by_hand()
    {
        // x = -1, 1: gamma = 1 / (1 * 1), K12 = exp(-4). Without a limit alpha = 1 / (1 - exp(-4)) = 1.0187; C = 1 stops both there,
        // and rho = 0 by symmetry. So f(1) = 1 - exp(-4) = 0.98168.
        using var problem = new NativeProblem(new FeatureMatrix([-1, 1], 2, 1));
        var trained = problem.Train([0, 1], SvmParameter.Defaults(SvmParameter.Classification, 1));

        trained.Labels.ShouldBe([0, 1]);
        trained.Rows.ShouldBe([0, 1]);
        trained.Coefficients[0].ShouldBe([1, -1], 1e-12);
        trained.Rho[0].ShouldBe(0, 1e-12);

        // One pair won, plus a third of 0.98168 / 1.98168 for how clearly.
        var task = new ClassificationTask(new FeatureMatrix([-1, 1], 2, 1), [0, 1], 2, 0);
        var sure = (float)((1 - Math.Exp(-4)) / (3 * (2 - Math.Exp(-4))));
        Learner.Fit(task, null, CancellationToken.None).Predict(task.Features).ShouldBe([1 + sure, -sure, -sure, 1 + sure], 1e-6);
    }

    [Fact]
    public void Two_points_of_a_regression_end_epsilon_away_from_their_residuals()
    {
        // r = -1, 1: the fit may stay 0.1 off, so f(1) = beta (1 - exp(-4)) = 0.9 with beta = 0.9168 below C.
        var task = new RegressionTask(new FeatureMatrix([-1, 1], 2, 1), [-1, 1], 1, 1, 0);
        Learner.Fit(task, null, CancellationToken.None).Predict(task.Features).ShouldBe([-0.9f, 0.9f], 1e-3);
    }

    [Fact]
    public void Residuals_within_epsilon_of_each_other_need_no_support_vector()
    {
        // r = 2.0 and 2.1 lie within 0.1 of 2.05: a constant fits them.
        var task = new RegressionTask(new FeatureMatrix([-1, 1], 2, 1), [2, 2.1f], 1, 1, 0);
        var fits = Learner.Fit(task, null, CancellationToken.None).Predict(new FeatureMatrix([5, -7], 2, 1));
        fits.ShouldBe([2.05f, 2.05f], 1e-6);
    }

    [Fact]
    public void Each_output_is_fitted_as_if_it_were_alone()
    {
        var task = Draw.Regression(60, 3, 3);
        var together = Learner.Fit(task, null, CancellationToken.None).Predict(task.Features);
        for (var k = 0; k < 3; k++)
        {
            float[] own = [.. task.Residuals.Where((_, place) => place % 3 == k)];
            float[] expected = [.. together.Where((_, place) => place % 3 == k)];
            Learner.Fit(task with { Residuals = own, Width = 1 }, null, CancellationToken.None).Predict(task.Features).ShouldBe(expected);
        }
    }

    [Fact]
    public void Classes_are_told_apart_by_the_largest_score()
    {
        var task = Draw.Classification(120, 4, 4);
        var model = Learner.Fit(task, null, CancellationToken.None);
        Draw.RightShare(model.Predict(task.Features), task.Labels).ShouldBeGreaterThan(0.9);
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
    public void A_missing_cell_is_refused_in_training_and_in_prediction()
    {
        var task = Draw.Regression(10, 2, 1);
        var model = Learner.Fit(task, null, CancellationToken.None);
        var holed = new FeatureMatrix([1, 2, 3, float.NaN], 2, 2);
        Should.Throw<MethodException>(() => model.Predict(holed)).Message.ShouldBe("svm: row 1, column 1 is NaN; a support vector machine takes finite values only: fill missing cells first.");
        Should.Throw<MethodException>(() => Learner.Fit(new RegressionTask(holed, [1, 2], 1, 1, 0), null, CancellationToken.None)).Message.ShouldContain("row 1, column 1");
    }

    [Fact]
    public void Training_can_be_stopped_between_two_outputs()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<TrainingProgress>();
        var progress = new Draw.Told<TrainingProgress>(report =>
        {
            seen.Add(report);
            stop.Cancel();
        });
        Should.Throw<OperationCanceledException>(() => Learner.Fit(Draw.Regression(60, 3, 3), progress, stop.Token));
        seen.ShouldHaveSingleItem().ShouldBe(new TrainingProgress(1, 3, 1, 1, seen[0].Loss));
        seen[0].Loss.ShouldBeInRange(0, 0.05);
    }

    [Fact]
    public void A_parameter_that_libsvm_refuses_is_an_error_in_a_line()
    {
        using var problem = new NativeProblem(new FeatureMatrix([-1, 1], 2, 1));
        Should.Throw<MethodException>(() => problem.Train([0, 1], SvmParameter.Defaults(SvmParameter.Regression, -1)))
            .Message.ShouldBe("LIBSVM refused to train: gamma < 0.");
    }
}
