using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Tests;

public sealed class RowPartitionTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rows").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("iid")]
    [InlineData("dirichlet")]
    [InlineData("dirichlet-labels")]
    [InlineData("disjoint-labels")]
    [InlineData("power-law")]
    [InlineData("by-column=site")]
    public void Every_training_row_is_at_one_organization_alone_and_seeds_decide(string name)
    {
        var (dataset, split) = Make(1000, 10);

        var parts = Divide(name, dataset, split, 5, seed: 3);

        parts.SelectMany(rows => rows).Order().ShouldBe(split.Training.Order());
        Text(Divide(name, dataset, split, 5, seed: 3)).ShouldBe(Text(parts));
        (Text(Divide(name, dataset, split, 5, seed: 4)) == Text(parts)).ShouldBe(name.StartsWith("by-column", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_slices_differ_by_at_most_one()
    {
        var (dataset, split) = Make(103, 10);

        Divide("iid", dataset, split, 5).Select(rows => rows.Count).ShouldBe([21, 21, 21, 20, 20]);
        Divide("iid", dataset, split, 5, each: 7).ShouldAllBe(rows => rows.Count == 7);
    }

    /// <summary>The published sizes of rewards.md 7.2; the last is cut to what the rounded-up others leave (3002 - 3000 = 2 less than 1130).</summary>
    [Theory]
    [InlineData(3000, 5, "71 336 600 865 1130")]
    [InlineData(6000, 10, "71 189 306 424 542 659 777 895 1012 1130")]
    [InlineData(10000, 5, "236 1118 2000 2883 3765")]
    public void Power_law_sizes_are_the_published_ones(int total, int organizations, string sizes)
    {
        string.Join(' ', PowerLawPartitioner.Sizes(total, organizations)).ShouldBe(sizes);

        var (dataset, split) = Make(total, 10);
        var parts = Divide("power-law", dataset, split, organizations);
        parts.Sum(rows => rows.Count).ShouldBe(total);
        parts[^1].Count.ShouldBe(PowerLawPartitioner.Sizes(total, organizations)[^1] - (PowerLawPartitioner.Sizes(total, organizations).Sum() - total));
    }

    /// <summary>Sizes 12, 56, 100, 144, 188 for 500 rows are the "about" of rewards.md 12, check 3.</summary>
    [Fact]
    public void Power_law_on_500_rows_gives_the_sizes_of_the_check() =>
        PowerLawPartitioner.Sizes(500, 5).Zip([12, 56, 100, 144, 188]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= 1);

    [Theory]
    [InlineData(5, "1 3 5 7 10")]
    [InlineData(10, "1 2 3 4 5 6 7 8 9 10")]
    [InlineData(20, "1 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 10")]
    public void Class_imbalance_gives_the_published_numbers_of_classes(int organizations, string counts) =>
        string.Join(' ', ClassImbalancePartitioner.Classes(10, organizations)).ShouldBe(counts);

    /// <summary>200 rows each; of 7 classes 28 each and 4 more of the last.</summary>
    [Fact]
    public void Class_imbalance_draws_evenly_and_tops_up_from_the_last_class()
    {
        var (dataset, split) = Make(1000, 10);

        var parts = Divide("class-imbalance", dataset, split, 5);

        parts.ShouldAllBe(rows => rows.Count == 200);
        Counts(dataset, parts[0]).ShouldBe([200, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Counts(dataset, parts[3]).ShouldBe([28, 28, 28, 28, 28, 28, 32, 0, 0, 0]);
        Counts(dataset, parts[4]).ShouldAllBe(count => count == 20);
        parts[0].Distinct().Count().ShouldBeLessThan(200, "rows are drawn with replacement: 100 rows of the class cannot fill 200");
    }

    [Fact]
    public void Balanced_Dirichlet_organizations_have_equally_many_rows_also_when_classes_run_out()
    {
        var (dataset, split) = Make(1000, 10);

        var parts = Divide("dirichlet", dataset, split, 4, alpha: 0.01, each: 250);

        parts.ShouldAllBe(rows => rows.Count == 250);
        parts.SelectMany(rows => rows).Distinct().Count().ShouldBe(1000);
    }

    /// <summary>alpha 0.1 leaves each organization with few classes, alpha 100 with all in nearly equal parts.</summary>
    [Fact]
    public void A_small_alpha_gives_few_classes_and_a_large_one_all()
    {
        var (dataset, split) = Make(10000, 10);

        Divide("dirichlet", dataset, split, 4, alpha: 0.1, each: 500).Average(rows => Counts(dataset, rows).Max()).ShouldBeGreaterThan(200);
        Divide("dirichlet", dataset, split, 4, alpha: 100, each: 500).ShouldAllBe(rows => Counts(dataset, rows).All(count => count > 25 && count < 80));
    }

    /// <summary>Of Dir(alpha, ..., alpha) over C parts the mean is 1 / C and the variance (C - 1) / (C^2 (C alpha + 1)).</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    public void Dirichlet_draws_have_the_distributions_mean_and_variance(double alpha)
    {
        const int Parts = 10;
        var random = new RandomSource(5);
        double[] firsts = [.. Enumerable.Range(0, 20000).Select(_ => Dirichlet.Draw(random, alpha, Parts)).Select(shares =>
        {
            shares.Sum().ShouldBe(1, 1e-12);
            return shares[0];
        })];

        var variance = (Parts - 1.0) / (Parts * Parts * ((Parts * alpha) + 1));
        firsts.Average().ShouldBe(0.1, 5 * Math.Sqrt(variance / firsts.Length));
        firsts.Average(share => (share - 0.1) * (share - 0.1)).ShouldBe(variance, 0.05 * variance);
    }

    [Fact]
    public void Dirichlet_draws_of_a_tiny_alpha_stay_finite() =>
        Dirichlet.Draw(new RandomSource(1), 1e-4, 10).Sum().ShouldBe(1, 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Per_label_Dirichlet_leaves_nobody_with_less_than_ten_rows(long seed)
    {
        var (dataset, split) = Make(600, 10);

        var parts = Divide("dirichlet-labels", dataset, split, 8, alpha: 0.3, seed: seed);

        parts.ShouldAllBe(rows => rows.Count >= 10);
        parts.Max(rows => rows.Count).ShouldBeGreaterThan(parts.Min(rows => rows.Count) * 2);
    }

    [Fact]
    public void A_minimum_that_cannot_be_met_is_refused_after_a_bounded_number_of_draws()
    {
        var (dataset, split) = Make(50, 10);

        Should.Throw<DataException>(() => Divide("dirichlet-labels", dataset, split, 8)).Message.ShouldContain("use fewer organizations or a larger --alpha");
    }

    [Fact]
    public void Disjoint_labels_keep_each_class_at_one_organization()
    {
        var (dataset, split) = Make(1000, 10);

        var parts = Divide("disjoint-labels", dataset, split, 4);

        parts.Select(rows => rows.Select(row => dataset.Samples.Target[row]).Distinct().Count()).ShouldBe([3, 3, 2, 2]);
        Should.Throw<DataException>(() => Divide("disjoint-labels", dataset, split, 11)).Message.ShouldContain("use at most 10");
    }

    /// <summary>Rows 0, 1, 2 ... are of sites s0, s1, ... s4 by turns; evaluation rows go with them.</summary>
    [Fact]
    public void A_column_sends_training_and_evaluation_rows_to_their_organization()
    {
        var (dataset, _) = Make(100, 10);
        var split = TrainTestSplit.Random(100, 0);

        var holdings = Partitioners.Create("by-column=site").Divide(dataset, split, 5, 0).Divide(dataset.Samples, split);

        holdings.SelectMany(holding => holding.Rows.Evaluation).Order().ShouldBe(split.Evaluation.Order());
        foreach (var (index, holding) in holdings.Index())
        {
            holding.Rows.Training.Concat(holding.Rows.Evaluation).ShouldAllBe(row => row % 5 == index);
        }

        Should.Throw<DataException>(() => Divide("by-column=site", dataset, split, 8)).Message.ShouldContain("has 5 texts (s0, s1, s2, s3, s4), not 8");
    }

    [Theory]
    [InlineData("dirichlett", "'dirichlett' is unknown (did you mean dirichlet?); there are columns, iid,")]
    [InlineData("by-column=", "is unknown")]
    public void An_unknown_partition_is_answered_with_the_nearest(string name, string message) =>
        Should.Throw<DataException>(() => Partitioners.Create(name)).Message.ShouldContain(message);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Alpha_is_a_number_above_zero(double alpha) => Should.Throw<DataException>(() => Partitioners.Create("dirichlet", alpha)).Message.ShouldEndWith("must be a number above 0.");

    [Fact]
    public void More_rows_than_there_are_is_an_error_with_how_many_there_can_be()
    {
        var (dataset, split) = Make(100, 10);

        Should.Throw<DataException>(() => Divide("iid", dataset, split, 4, each: 26)).Message.ShouldContain("4 organizations with 26 rows each need 104 training rows; there are 100, so at most 25 each.");
    }

    [Fact]
    public void A_number_has_no_classes_to_go_by()
    {
        var (dataset, split) = Make(100, 10);

        Should.Throw<DataException>(() => Divide("dirichlet", dataset with { Task = PredictionTask.Regression }, split, 4)).Message.ShouldContain("this partition goes by classes");
    }

    /// <summary>Every organization knows its own targets, has all columns, and means the same by a feature as the others.</summary>
    [Theory]
    [InlineData("iid", false)]
    [InlineData("class-imbalance", false)]
    [InlineData("class-imbalance", true)]
    [InlineData("dirichlet", true)]
    public void Folders_of_rows_give_back_what_an_in_process_run_holds(string name, bool images)
    {
        var (dataset, all) = images ? MakeImages(60, 3) : Make(60, 3);
        var split = new TrainTestSplit([.. all.Training.Take(50)], [.. all.Training.Skip(50)]);
        var data = new PartitionedData(dataset, split, Partitioners.Create(name).Divide(dataset, split, 3, 1));

        var folders = OrganizationFolder.Write(data, ["org-1", "org-2", "org-3"], _root);

        foreach (var (kept, folder) in data.Organizations.Zip(folders))
        {
            var back = OrganizationFolder.Read(folder);
            back.TrainingIds.ShouldBe(kept.TrainingIds);
            back.EvaluationIds.ShouldBe(data.Organizations[0].EvaluationIds);
            back.Training.ToMatrix().Values.ShouldBe(kept.Training.ToMatrix().Values);
            back.Evaluation.ToMatrix().Values.ShouldBe(data.Organizations[0].Evaluation.ToMatrix().Values);
            back.Targets!.Training.ShouldBe(kept.Targets!.Training);
            back.Targets.Classes.ShouldBe(3);
            back.Preparation.Values.Select(value => value.Mean).ShouldBe(data.Organizations[0].Preparation.Values.Select(value => value.Mean));
        }
    }

    [Fact]
    public void An_organization_without_two_rows_is_refused_by_its_number()
    {
        var (dataset, split) = Make(20, 2);

        Should.Throw<DataException>(() => new PartitionedData(dataset, split with { Evaluation = [0] }, new RowPartition([[1, 2], [3]]))).Message
            .ShouldContain("organization 2 of 2 would get 1 training and 1 evaluation rows; at least 2 and 1 are needed");
    }

    /// <summary>Row r has feature r, class r mod classes and site s(r mod 5); all rows train.</summary>
    private static (Dataset Dataset, TrainTestSplit Split) Make(int rows, int classes)
    {
        var table = new Table(
            "t.csv", new NumberedIds(rows), ["x"], [.. Enumerable.Range(0, rows).Select(row => (double)row)], "y", [.. Enumerable.Range(0, rows).Select(row => (double)(row % classes))])
        {
            Groups = [.. Enumerable.Range(0, rows).Select(row => $"s{row % 5}")],
        };
        return (Of(table), new TrainTestSplit([.. Enumerable.Range(0, rows)], [0]));
    }

    private static (Dataset Dataset, TrainTestSplit Split) MakeImages(int rows, int classes) => (
        Of(new ImageSet("s", new ImageLayout(1, 2, 2), Bytes.Pattern(rows * 4), [.. Enumerable.Range(0, rows).Select(row => (byte)(row % classes))])),
        new TrainTestSplit([.. Enumerable.Range(0, rows)], [0]));

    private static Dataset Of(ISamples samples) => new() { Name = "t", Samples = samples, Task = PredictionTask.Classification, TaskRule = "given" };

    private static IReadOnlyList<IReadOnlyList<int>> Divide(
        string name, Dataset dataset, TrainTestSplit split, int organizations, double alpha = 1, int? each = null, long seed = 0) =>
        ((RowPartition)Partitioners.Create(name, alpha, each).Divide(dataset, split, organizations, seed)).Training;

    private static int[] Counts(Dataset dataset, IReadOnlyList<int> rows)
    {
        var counts = new int[10];
        foreach (var row in rows)
        {
            counts[(int)dataset.Samples.Target[row]]++;
        }

        return counts;
    }

    private static string Text(IReadOnlyList<IReadOnlyList<int>> parts) => string.Join('|', parts.Select(part => string.Join(' ', part)));
}
