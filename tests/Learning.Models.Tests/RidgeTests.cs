namespace EventCollab.Learning.Models.Tests;

public sealed class RidgeTests
{
    [Theory]
    [InlineData(0f)]
    [InlineData(10f)]
    public void Ridge_solves_the_penalised_normal_equations_wherever_the_features_lie(float shift)
    {
        // x = (-1, 0, 1), r = (0, 1, 5): centred r = (-2, -1, 3); slope = 5 / (2 + 0.001 * 3), intercept = mean of r = 2, which takes a shift up.
        var task = new RegressionTask(new FeatureMatrix([shift - 1, shift, shift + 1], 3, 1), [0, 1, 5], 1, 1, 0);
        var fits = new RidgeLearner().Fit(task, null, CancellationToken.None).Predict(task.Features);
        fits[1].ShouldBe(2, 1e-5f);
        fits[2].ShouldBe(2 + (float)(5 / 2.003), 1e-5f);
    }

    [Fact]
    public void A_feature_that_is_not_finite_is_refused_with_its_column()
    {
        var task = new RegressionTask(new FeatureMatrix([1, 2, 3, float.NaN], 2, 2), [1, 2], 1, 1, 0);
        Should.Throw<MethodException>(() => new RidgeLearner().Fit(task, null, CancellationToken.None)).Message.ShouldContain("column 1 holds a value that is not finite");
    }

    [Fact]
    public void Ridge_reads_features_that_are_not_in_memory_in_blocks()
    {
        // 2^20 values of 2^18 a row: four rows at a time.
        var task = Wide();
        var features = new CountingFeatures((FeatureMatrix)task.Features);
        var blocks = new List<int>();
        new RowBlocks(features).ForEach((row, values) => blocks.Add(values.Length));
        blocks.ShouldBe([1 << 18, 1 << 18, 1 << 18, 1 << 18, 1 << 18]);
        features.MostRowsAtOnce.ShouldBe(4);

        var small = Tasks.For(LocalModelKind.Ridge);
        var model = new RidgeLearner().Fit(small with { Features = new CountingFeatures((FeatureMatrix)small.Features) }, null, CancellationToken.None);
        model.Save().ShouldBe(new RidgeLearner().Fit(small, null, CancellationToken.None).Save());

        static RegressionTask Wide() => new(new FeatureMatrix(new float[5 << 18], 5, 1 << 18), new float[5], 1, 1, 0);
    }
}
