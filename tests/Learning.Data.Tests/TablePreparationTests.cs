using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Tests;

/// <summary>What is learnt for missing values and categories is learnt from training rows alone. Training rows are 0 to 3 throughout.</summary>
public sealed class TablePreparationTests : IDisposable
{
    private static readonly TrainTestSplit Split = new([0, 1, 2, 3], [4, 5]);
    private readonly string _root = Directory.CreateTempSubdirectory("preparation").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Training values 1, 2, 2, 7 and one missing: mean 3, median 2, most frequent 2; the evaluation's 100 counts for nothing.</summary>
    [Theory]
    [InlineData(Imputation.Mean, 3)]
    [InlineData(Imputation.Median, 2)]
    [InlineData(Imputation.MostFrequent, 2)]
    public void A_missing_number_becomes_what_the_training_rows_say(Imputation imputation, double fill)
    {
        var table = Read("a,y\n1,0\n2,1\n2,0\n7,1\n,0\n100,0\n,1\n", new TableRules { Imputation = imputation });
        var split = new TrainTestSplit([0, 1, 2, 3, 4], [5, 6]);

        var value = table.Fit(ColumnBlock.All(table), split.Training).Values[0];

        value.Fill.ShouldBe(fill);
        // Sum 12 and the fill over 5 rows.
        value.Mean.ShouldBe((12 + fill) / 5, 1e-15);
        var features = table.Prepare(ColumnBlock.All(table), new Preparation([value]), split.Evaluation).ToMatrix().Values;
        features[1].ShouldBe((float)((fill - value.Mean) / value.Deviation));
    }

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_middle_two_and_ties_go_to_the_smallest()
    {
        Read("a,y\n1,0\n2,1\n4,0\n9,1\n,0\n", new TableRules { Imputation = Imputation.Median }).Fit(new ColumnBlock([0]), [0, 1, 2, 3]).Values[0].Fill.ShouldBe(3);
        Read("a,y\n5,0\n2,1\n5,0\n2,1\n,0\n", new TableRules { Imputation = Imputation.MostFrequent }).Fit(new ColumnBlock([0]), [0, 1, 2, 3]).Values[0].Fill.ShouldBe(2);
    }

    [Fact]
    public void A_column_without_any_training_value_is_refused() =>
        Should.Throw<DataException>(() => Read("a,y\n,0\n,1\n4,0\n", new TableRules { Imputation = Imputation.Mean }).Fit(new ColumnBlock([0]), [0, 1])).Message
            .ShouldBe("t.csv: column 'a' has no value in the training rows; leave it out with --exclude.");

    /// <summary>Three training categories blue, green, red; yellow is in the evaluation rows only and gets no feature of its own.</summary>
    [Fact]
    public void A_category_becomes_one_feature_for_each_of_the_training_rows()
    {
        var data = Divide("c,a,y\nred,1,0\nblue,2,1\ngreen,3,0\nred,4,1\nblue,5,0\nyellow,6,1\n", new TableRules { Unseen = UnseenCategory.Unknown });

        data.Training.Shape.ShouldBe([4]);
        var training = data.Training.ToMatrix();
        training.Row(0)[..3].ToArray().ShouldBe([0, 0, 1]);
        training.Row(1)[..3].ToArray().ShouldBe([1, 0, 0]);
        training.Row(2)[..3].ToArray().ShouldBe([0, 1, 0]);
        data.Evaluation.ToMatrix().Row(1)[..3].ToArray().ShouldBe([0, 0, 0]);
    }

    [Fact]
    public void A_category_that_no_training_row_has_is_an_error_unless_it_may_tell_nothing() =>
        Should.Throw<DataException>(() => Divide("c,a,y\nred,1,0\nblue,2,1\ngreen,3,0\nred,4,1\nblue,5,0\nyellow,6,1\n", new TableRules())).Message
            .ShouldBe("t.csv: row 5, column 'c': category 'yellow' does not occur in the training rows; use another split, or let it tell nothing with --unseen unknown.");

    /// <summary>Places blue 0, green 1, red 2: red, blue, green, red has mean 1.25.</summary>
    [Fact]
    public void An_ordinal_category_is_its_place_scaled_and_an_unseen_one_the_mean()
    {
        var rules = new TableRules { Encoding = CategoryEncoding.Ordinal, Unseen = UnseenCategory.Unknown };
        var data = Divide("c,a,y\nred,1,0\nblue,2,1\ngreen,3,0\nred,4,1\nblue,5,0\nyellow,6,1\n", rules);

        var value = data.Preparation.Values[0];
        value.Mean.ShouldBe(1.25);
        value.Categories.ShouldBe(["blue", "green", "red"]);
        data.Training.Columns.ShouldBe(2);
        data.Evaluation.ToMatrix().Row(0)[0].ShouldBe((float)(-1.25 / value.Deviation));
        data.Evaluation.ToMatrix().Row(1)[0].ShouldBe(0f);
    }

    [Fact]
    public void A_missing_category_becomes_the_most_frequent_one()
    {
        var data = Divide("c,a,y\nred,1,0\nblue,2,1\n,3,0\nred,4,1\n,5,0\nblue,6,1\n", new TableRules { Imputation = Imputation.Mean });

        data.Training.ToMatrix().Row(2)[..2].ToArray().ShouldBe([0, 1]);
        data.Evaluation.ToMatrix().Row(0)[..2].ToArray().ShouldBe([0, 1]);
    }

    /// <summary>The folder holds the texts and empty cells as they were, and the training rows' lessons; another row of the file does not change them.</summary>
    [Fact]
    public void An_organizations_folder_keeps_what_was_learnt()
    {
        var rules = new TableRules { Imputation = Imputation.Median, Unseen = UnseenCategory.Unknown };
        var table = Read("c,\"a,b\",y\n\"r\"\"ed\",1,0\n\"bl,ue\",,1\n\"r\"\"ed\",3,0\n,4,1\n\"bl,ue\",,0\nyellow,6,1\n", rules);
        var data = new PartitionedData(Of(table), Split, new ColumnPartition([new ColumnBlock([1]), new ColumnBlock([0])]));

        var folders = OrganizationFolder.Write(data, ["org-1", "org-2"], _root);

        for (var i = 0; i < 2; i++)
        {
            var back = OrganizationFolder.Read(folders[i]);
            back.Training.ToMatrix().Values.ShouldBe(data.Organizations[i].Training.ToMatrix().Values);
            back.Evaluation.ToMatrix().Values.ShouldBe(data.Organizations[i].Evaluation.ToMatrix().Values);
            back.Preparation.Values[0].Fill.ShouldBe(data.Organizations[i].Preparation.Values[0].Fill);
        }
    }

    [Theory]
    [InlineData("\"fill\":0", "\"fill\":7", "'preparation' needs")]
    [InlineData("[\"blue\",\"red\"]", "[\"red\",\"blue\"]", "'preparation' needs")]
    [InlineData("[\"blue\",\"red\"]", "[]", "'preparation' needs")]
    [InlineData("\"name\":\"c\"", "\"name\":\"d\"", "there is no categorical column 'd'")]
    [InlineData("\"fill\":0", "\"x\":0", "the cell is missing")]
    public void A_folder_whose_preparation_was_changed_is_refused(string from, string to, string message)
    {
        var table = Read("c,y\nred,0\nblue,1\nblue,0\n,1\nblue,0\nred,1\n", new TableRules { Imputation = Imputation.Mean });
        var folder = OrganizationFolder.Write(new PartitionedData(Of(table), Split, ColumnPartition.Random(1, 1, 0)), ["org-1"], _root)[0];
        var path = Path.Combine(folder, "split.json");
        var text = File.ReadAllText(path);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));

        Should.Throw<DataException>(() => OrganizationFolder.Read(folder)).Message.ShouldContain(message);
    }

    [Fact]
    public void Heart_disease_loads_with_its_missing_cells_and_two_classes()
    {
        var catalogue = Catalogue.Default(null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        Assert.SkipUnless(catalogue.Locate(Catalogue.Find("heart_disease")!) is not null, $"heart_disease is in none of {string.Join(", ", catalogue.Roots)}; set EVENTCOLLAB_DATA.");
        Should.Throw<DataException>(() => catalogue.Load(new DataRequest("heart_disease"))).Message.ShouldContain("accept missing cells with --impute");

        var dataset = catalogue.Load(new DataRequest("heart_disease") { TargetMap = TargetMap.Parse("0=0,*=1"), Group = "institution", Rules = new TableRules { Imputation = Imputation.Median } });

        // No disease: 164 + 188 + 8 + 51 of 303, 294, 123 and 200.
        dataset.Samples.Target.Count(value => value == 0).ShouldBe(411);
        dataset.Samples.Rows.ShouldBe(920);
        dataset.Samples.Shape.ShouldBe([13]);
        dataset.Samples.Groups!.CountBy(group => group).ShouldBe([new("cleveland", 303), new("hungarian", 294), new("switzerland", 123), new("va", 200)], ignoreOrder: true);
        new PartitionedData(dataset, TrainTestSplit.Random(920, 0), ColumnPartition.Random(13, 4, 0)).Organizations.Count.ShouldBe(4);
    }

    private static Table Read(string text, TableRules rules)
    {
        var categorical = text.StartsWith("c,", StringComparison.Ordinal) ? new[] { "c" } : [];
        return TableReader.Parse(text, "t.csv", new TableFormat { Target = "y", Categorical = categorical, MissingAllowed = rules.Imputation is not null, Rules = rules });
    }

    private static Dataset Of(Table table) => new() { Name = "t", Samples = table, Task = PredictionTask.Classification, TaskRule = "given" };

    private static OrganizationData Divide(string text, TableRules rules) =>
        new PartitionedData(Of(Read(text, rules)), Split, new ColumnPartition([new ColumnBlock([0, 1])])).Organizations[0];
}
