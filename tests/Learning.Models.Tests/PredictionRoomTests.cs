using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Svm;
using EventCollab.Learning.Models.Trees;

namespace EventCollab.Learning.Models.Tests;

public sealed class PredictionRoomTests
{
    /// <summary>2^31 - 1 rows of 2 or 3 values: the product wraps to -2, or to 2^31 - 3.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_prediction_of_more_values_than_an_array_holds_is_refused_by_every_kind_of_model(int width)
    {
        var tall = new Tall();
        Refused(new RidgeModel(Header(LocalModelKind.Ridge), new double[2 * width]));
        Refused(new TreesModel(Header(LocalModelKind.Gb), new double[width], []));
        Refused(new SvmModel(Header(LocalModelKind.Svm), new RegressionMachine(new SupportVectors([], 0, 1, 1), [], new double[width])));
        Refused(LocalLearners.Create(LocalModelKind.Linear, new LearnerSettings { Epochs = 1 }, null).Fit(
            new RegressionTask(new FeatureMatrix([1, 2], 2, 1), new float[2 * width], width, 1, 1), null, CancellationToken.None));

        ModelHeader Header(LocalModelKind kind) => new(kind, [1], width);

        void Refused(ILocalModel model) => Should.Throw<MethodException>(() => model.Predict(tall))
            .Message.ShouldBe($"a prediction of 2147483647 rows with {width} values each is more than an array holds (2147483591); predict fewer rows at once.");
    }

    [Fact]
    public void Rows_of_very_many_columns_are_read_few_at_once()
    {
        var wide = new CountingFeatures(new FeatureMatrix(new float[5 << 21], 5, 1 << 21));
        new TreesModel(new ModelHeader(LocalModelKind.Gb, [1 << 21], 1), [4], []).Predict(wide).ShouldBe([4, 4, 4, 4, 4]);
        new SvmModel(new ModelHeader(LocalModelKind.Svm, [1 << 21], 1), new RegressionMachine(new SupportVectors([], 0, 1 << 21, 1), [], [-4]))
            .Predict(wide).ShouldBe([4, 4, 4, 4, 4]);
        wide.MostRowsAtOnce.ShouldBe(2);
    }

    private sealed class Tall : IFeatures
    {
        public int Rows => int.MaxValue;

        public int Columns => 1;

        public IReadOnlyList<int> Shape { get; } = [1];

        public void Read(ReadOnlySpan<int> rows, Span<float> destination) => throw new NotSupportedException();
    }
}
