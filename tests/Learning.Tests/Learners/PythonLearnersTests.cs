using EventCollab.Learning.Models;

namespace EventCollab.Learning.Tests.Learners;

public sealed class PythonLearnersTests(PythonLearners python) : IClassFixture<PythonLearners>
{
    private static readonly RegressionTask Regression = PythonLearners.Regression with
    {
        Features = FirstHalf(PythonLearners.Regression.Features),
        Residuals = PythonLearners.Regression.Residuals[..(PythonLearners.Rows / 2 * PythonLearners.Regression.Width)],
    };

    private static readonly ClassificationTask Classification = PythonLearners.Classification with
    {
        Features = FirstHalf(PythonLearners.Classification.Features),
        Labels = PythonLearners.Classification.Labels[..(PythonLearners.Rows / 2)],
    };

    [Fact]
    public void Regressions_are_scikit_learns_svr() => Compare("svr", Fit(LocalModelKind.Svm), 1e-6);

    [Fact]
    public void Scores_of_classes_are_scikit_learns_svc() => Compare("svc", Scores(LocalModelKind.Svm), 1e-6);

    [Fact]
    public void Boosted_trees_are_xgboosts_of_python() => Compare("xgboost", Fit(LocalModelKind.Gb), 1e-6);

    [Fact]
    public void Boosted_classes_are_xgboosts_of_python() => Compare("xgboost classes", Scores(LocalModelKind.Gb), 1e-6);

    // Both search the same splits. Where two columns part a node's rows alike, which a node of two rows always allows, XGBoost takes
    // the first column and scikit-learn one at random: the same for the rows trained on, not for others.
    [Fact]
    public void Boosted_trees_are_scikit_learns_on_the_rows_trained_on()
    {
        var fits = Fit(LocalModelKind.Gb);
        Compare("gb", fits[..Regression.Residuals.Length], 1e-5);
    }

    private static float[] Fit(LocalModelKind kind) =>
        LocalLearners.Create(kind, new LearnerSettings(), null).Fit(Regression, null, CancellationToken.None).Predict(PythonLearners.Regression.Features);

    private static float[] Scores(LocalModelKind kind) =>
        LocalLearners.Create(kind, new LearnerSettings(), null).Fit(Classification, null, CancellationToken.None).Predict(PythonLearners.Classification.Features);

    private static FeatureMatrix FirstHalf(IFeatures features)
    {
        var values = new float[features.Rows / 2 * features.Columns];
        features.ReadRange(0, features.Rows / 2, values);
        return new FeatureMatrix(values, features.Rows / 2, features.Columns);
    }

    private void Compare(string name, float[] ours, double tolerance)
    {
        Assert.SkipWhen(python.Predictions is null, "python3-sklearn or python3-xgboost is not installed");
        var theirs = python.Predictions[name];
        ours.Length.ShouldBeGreaterThan(100);
        ours.Zip(theirs, (own, other) => Math.Abs(own - other)).Max().ShouldBeLessThan(tolerance);
    }
}
