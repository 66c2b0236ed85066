using EventCollab.Learning.Models;
using EventCollab.Learning.Models.Files;
using EventCollab.Learning.Models.Svm;
using EventCollab.Learning.Models.Trees;

namespace EventCollab.Learning.Tests.Learners;

/// <summary>What the learners through C libraries have in common.</summary>
public sealed class NativeLearnerTests
{
    public static TheoryData<LocalModelKind> Kinds => [LocalModelKind.Gb, LocalModelKind.Svm];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_task_whose_sizes_do_not_fit_is_refused(LocalModelKind kind)
    {
        var features = new FeatureMatrix([1, 2, 3, 4], 2, 2);
        Refused(kind, new RegressionTask(features, [1, 2, 3], 1, 1, 0)).ShouldContain("3 residuals for 2 rows and 1 outputs");
        Refused(kind, new RegressionTask(features, [], 0, 1, 0)).ShouldContain("0 residuals for 2 rows and 0 outputs");
        Refused(kind, new RegressionTask(new FeatureMatrix([], 0, 2), [], 1, 1, 0)).ShouldContain("0 rows of 2 columns");
        Refused(kind, new RegressionTask(new FeatureMatrix([], 2, 0), [1, 2], 1, 1, 0)).ShouldContain("2 rows of 0 columns");
        Refused(kind, new RegressionTask(features, [1, float.NaN], 1, 1, 0)).ShouldContain("a residual is not finite");
        Refused(kind, new RegressionTask(new FeatureMatrix([1, 2, float.PositiveInfinity, 4], 2, 2), [1, 2], 1, 1, 0)).ShouldContain("row 1, column 0 is Infinity");
        Refused(kind, new RegressionTask(new FeatureMatrix([1, 2, 3], 2, 2), [1, 2], 1, 1, 0)).ShouldContain("3 values for 2 rows of 2 columns");
        Refused(kind, new ClassificationTask(features, [0], 2, 0)).ShouldContain("1 labels of 2 classes for 2 rows");
        Refused(kind, new ClassificationTask(features, [0, 2], 2, 0)).ShouldContain("from 0 to 1");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_row_of_other_columns_is_refused(LocalModelKind kind)
    {
        var model = Learner(kind).Fit(Draw.Regression(20, 3, 1), null, CancellationToken.None);
        Should.Throw<MethodException>(() => model.Predict(new FeatureMatrix([1, 2], 1, 2))).Message
            .ShouldContain("fitted on 3 columns; it is asked about 2 columns");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_single_row_is_fitted(LocalModelKind kind)
    {
        var features = new FeatureMatrix([1, 2], 1, 2);
        Learner(kind).Fit(new RegressionTask(features, [3, -4], 2, 1, 0), null, CancellationToken.None).Predict(features).ShouldBe([3, -4], 0.1001);
        var scores = Learner(kind).Fit(new ClassificationTask(features, [1], 2, 0), null, CancellationToken.None).Predict(features);
        scores[1].ShouldBeGreaterThan(scores[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Columns_that_never_vary_say_nothing_and_break_nothing(LocalModelKind kind)
    {
        var features = new FeatureMatrix([7, 7, 7, 7], 4, 1);
        Learner(kind).Fit(new RegressionTask(features, [1, 1, 2, 2], 1, 1, 0), null, CancellationToken.None)
            .Predict(features).ShouldAllBe(fit => fit == 1.5f);
        Learner(kind).Fit(new RegressionTask(features, [0, 0, 0, 0], 1, 1, 0), null, CancellationToken.None)
            .Predict(features).ShouldAllBe(fit => fit == 0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_single_class_always_wins(LocalModelKind kind)
    {
        var features = new FeatureMatrix([1, 2, 3, 4], 4, 1);
        var alone = Learner(kind).Fit(new ClassificationTask(features, [0, 0, 0, 0], 1, 0), null, CancellationToken.None);
        alone.Predict(features).Length.ShouldBe(4);
        Learner(kind).Load(alone.Save()).Predict(features).ShouldBe(alone.Predict(features));
        var ofTwo = Learner(kind).Fit(new ClassificationTask(features, [1, 1, 1, 1], 2, 0), null, CancellationToken.None).Predict(features);
        Draw.RightShare(ofTwo, [1, 1, 1, 1]).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Features_that_are_read_by_rows_give_the_same_bytes_as_those_in_memory(LocalModelKind kind)
    {
        // More rows than one block of a prediction, and not a multiple of it.
        var task = Draw.Regression(1030, 3, 1);
        var byRows = task with { Features = new ByRows(task.Features) };
        var model = Learner(kind).Fit(task, null, CancellationToken.None);
        Learner(kind).Fit(byRows, null, CancellationToken.None).Save().ShouldBe(model.Save());
        model.Predict(byRows.Features).ShouldBe(model.Predict(task.Features));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Organizations_that_train_side_by_side_do_not_disturb_each_other(LocalModelKind kind)
    {
        var task = Draw.Regression(80, 3, 2);
        var alone = Learner(kind).Fit(task, null, CancellationToken.None).Save();
        Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(4)
            .Select(_ => Learner(kind).Fit(task, null, CancellationToken.None).Save())
            .ToList().ShouldAllBe(bytes => bytes.SequenceEqual(alone));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bytes_that_are_no_model_are_refused_whatever_they_say(LocalModelKind kind)
    {
        var features = Draw.Regression(5, 2, 1).Features;
        Inspect(2, Learner(kind).Fit(Draw.Regression(20, 2, 2), null, CancellationToken.None));
        Inspect(3, Learner(kind).Fit(Draw.Classification(20, 2, 3), null, CancellationToken.None));
        Should.Throw<MethodException>(() => Learner(kind).Load("<?xml version='1.0'?>"u8.ToArray()));

        // Behind the file's hash, which does not stop who makes bytes up: the body itself.
        void Inspect(int width, ILocalModel model)
        {
            var body = model is TreesModel trees ? trees.Body() : ((SvmModel)model).Body();
            for (var length = 0; length < body.Length; length += 1 + (body.Length / 500))
            {
                Should.Throw<MethodException>(() => Read(kind, width, body[..length])).Message.ShouldContain("cannot be read");
            }

            Should.Throw<MethodException>(() => Read(kind, width, [.. body, 0])).Message.ShouldContain("1 bytes follow its end");
            Fuzz(kind, width, body, features);
        }
    }

    [Fact]
    public void A_tree_that_leads_back_to_its_root_is_refused()
    {
        // A walk down such a tree would never end.
        var header = new ModelHeader(LocalModelKind.Gb, [1], 1);
        var bytes = new TreesModel(header, [0], [new Tree(0, [new TreeNode(0, 1, 0, 0, 0)])]).Save();
        Should.Throw<MethodException>(() => TreesModel.Load(bytes)).Message.ShouldContain("node 0 of a tree leads nowhere");
    }

    [Fact]
    public void A_count_beyond_the_bytes_is_refused_before_memory_is_taken_for_it()
    {
        // A regression with 2^30 support vectors, and nothing behind.
        byte[] body = [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(1 << 30), .. BitConverter.GetBytes(1.0)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<MethodException>(() => Read(LocalModelKind.Svm, 1, body)).Message.ShouldContain("announces more than the 0 bytes that are left");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    private static ILocalModel Read(LocalModelKind kind, int width, byte[] body)
    {
        var header = new ModelHeader(kind, [2], width);
        return kind == LocalModelKind.Gb ? TreesModel.Read(header, body) : SvmModel.Read(header, body);
    }

    private static ILocalLearner Learner(LocalModelKind kind) => LocalLearners.Create(kind, new LearnerSettings(), null);

    private static string Refused(LocalModelKind kind, RegressionTask task) =>
        Should.Throw<MethodException>(() => Learner(kind).Fit(task, null, CancellationToken.None)).Message;

    private static string Refused(LocalModelKind kind, ClassificationTask task) =>
        Should.Throw<MethodException>(() => Learner(kind).Fit(task, null, CancellationToken.None)).Message;

    /// <summary>Any change either still is a model, whose predictions end, or is refused.</summary>
    private static void Fuzz(LocalModelKind kind, int width, byte[] saved, IFeatures features)
    {
        var random = new RandomSource(99);
        for (var i = 0; i < 3000; i++)
        {
            var changed = saved.ToArray();
            for (var change = random.NextIndex(4); change >= 0; change--)
            {
                // Headers, where counts stand, as often as all the rest.
                var place = random.NextIndex(random.NextIndex(2) == 0 ? Math.Min(64, saved.Length) : saved.Length);
                changed[place] = (byte)random.NextIndex(256);
            }

            try
            {
                Read(kind, width, changed).Predict(features).Length.ShouldBeGreaterThan(0);
            }
            catch (MethodException)
            {
                // Refused: columns, counts, indices or values that do not fit.
            }
        }
    }

    private sealed class ByRows(IFeatures features) : IFeatures
    {
        public int Rows => features.Rows;

        public int Columns => features.Columns;

        public IReadOnlyList<int> Shape => features.Shape;

        public void Read(ReadOnlySpan<int> rows, Span<float> destination) => features.Read(rows, destination);
    }
}
