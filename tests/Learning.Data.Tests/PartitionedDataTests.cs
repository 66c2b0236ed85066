using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Tests;

public sealed class PartitionedDataTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("organizations").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Training values 1, 2, 3 have mean 2 and deviation (n - 1) 1; 6 is 4 deviations above.</summary>
    [Fact]
    public void Columns_are_scaled_by_the_training_rows_alone_and_constant_ones_become_zero()
    {
        var data = Divide("a,b,y\n1,7,0.5\n2,7,1.5\n3,7,2.5\n6,9,3.5\n", new TrainTestSplit([2, 0, 1], [3]), [[0, 1]]);

        data.Organizations[0].Training.ToMatrix().Values.ShouldBe([1f, 0f, -1f, 0f, 0f, 0f]);
        data.Organizations[0].Evaluation.ToMatrix().Values.ShouldBe([4f, 0f]);
        data.Organizations[0].TrainingIds.ShouldBe(["2", "0", "1"]);
    }

    [Fact]
    public void Only_the_sponsor_has_targets_and_each_holds_only_its_columns()
    {
        var data = Divide("a,b,y\n1,4,5\n2,5,7\n3,7,5\n", new TrainTestSplit([0, 1], [2]), [[1], [0]]);

        data.Organizations[0].Description.ShouldBe("1 column (b)");
        data.Organizations[1].Description.ShouldBe("1 column (a)");
        data.Organizations[1].Targets.ShouldBeNull();
        data.Organizations[1].Training.Columns.ShouldBe(1);
        data.Joint().Description.ShouldBe("2 columns (a, b)");
    }

    [Fact]
    public void Classes_are_numbered_in_the_order_of_their_values_in_the_training_rows()
    {
        var targets = Divide("a,y\n1,7\n2,3\n3,7\n4,3\n", new TrainTestSplit([0, 1, 2], [3]), [[0]]).Targets;

        targets.Classes.ShouldBe(2);
        targets.Training.ShouldBe([1, 0, 1]);
        targets.Evaluation.ShouldBe([0]);
    }

    [Fact]
    public void A_class_that_only_evaluation_rows_have_is_an_error() =>
        Should.Throw<DataException>(() => Divide("a,y\n1,7\n2,3\n3,9\n", new TrainTestSplit([0, 1], [2]), [[0]])).Message
            .ShouldBe("t.csv: row 2, column 'y': class 9 does not occur in the training rows; use another split.");

    [Fact]
    public void Training_rows_of_one_class_are_an_error() =>
        Should.Throw<DataException>(() => Divide("a,y\n1,7\n2,7\n3,9\n", new TrainTestSplit([0, 1], [2]), [[0]])).Message
            .ShouldBe("t.csv: all training rows have class 7; classification needs at least two classes.");

    [Fact]
    public void Values_that_cannot_be_scaled_are_an_error() =>
        Should.Throw<DataException>(() => Divide("a,y\n1e300,1\n-1e300,2\n0,1\n", new TrainTestSplit([0, 1], [2]), [[0]])).Message
            .ShouldBe("t.csv: column 'a' holds values too large to be scaled; give it in another unit.");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_an_organizations_folder_gives_back_is_bit_equal(bool synthetic)
    {
        var data = synthetic
            ? new PartitionedData(SyntheticCohort.Create(4), TrainTestSplit.Random(442, 2), ColumnPartition.Random(10, 3, 1))
            : Divide("id,\"x,1\",b,y\n0.1,1,4,5\n0.3,2,5,7\n0.7,7,3,5\n", new TrainTestSplit([0, 1], [2]), [[1], [0, 2]]);
        string[] names = [.. data.Organizations.Select((_, index) => $"org-{index + 1}")];

        var folders = OrganizationFolder.Write(data, names, _root);

        for (var i = 0; i < names.Length; i++)
        {
            var back = OrganizationFolder.Read(folders[i]);
            back.Training.ToMatrix().Values.ShouldBe(data.Organizations[i].Training.ToMatrix().Values);
            back.Evaluation.ToMatrix().Values.ShouldBe(data.Organizations[i].Evaluation.ToMatrix().Values);
            back.TrainingIds.ShouldBe(data.Organizations[i].TrainingIds);
            back.EvaluationIds.ShouldBe(data.Organizations[i].EvaluationIds);
            back.Targets?.Training.ShouldBe(data.Organizations[i].Targets?.Training);
            back.Targets?.Evaluation.ShouldBe(data.Organizations[i].Targets?.Evaluation);
            back.Targets?.Classes.ShouldBe(data.Organizations[i].Targets?.Classes);
            (back.Targets is null).ShouldBe(i > 0);
        }
    }

    [Fact]
    public void Folders_of_organizations_that_are_not_the_sponsor_hold_neither_target_nor_foreign_columns()
    {
        var data = Divide("a,b,outcome\n1,4,5\n2,5,7\n3,7,5\n", new TrainTestSplit([0, 1], [2]), [[1], [0]], "outcome");

        var folder = OrganizationFolder.Write(data, ["org-1", "org-2"], _root)[1];

        Directory.GetFiles(folder).Select(Path.GetFileName).Order().ShouldBe(["features.csv", "split.json"]);
        File.ReadAllText(Path.Combine(folder, "features.csv")).ShouldBe("id,a\n0,1\n1,2\n2,3\n");
        File.ReadAllText(Path.Combine(folder, "split.json")).ShouldNotContain("outcome");
    }

    [Fact]
    public void A_folder_that_is_none_is_one_line_that_says_how_to_make_one() =>
        Should.Throw<DataException>(() => OrganizationFolder.Read(_root)).Message.ShouldEndWith("make the folder with 'eventcollab data split'.");

    private static PartitionedData Divide(string text, TrainTestSplit split, IReadOnlyList<IReadOnlyList<int>> blocks, string target = "y")
    {
        var table = TableReader.Parse(text, "t.csv", new TableFormat { Target = target });
        var task = table.Target.All(double.IsInteger) ? PredictionTask.Classification : PredictionTask.Regression;
        return new PartitionedData(new Dataset { Name = "t", Samples = table, Task = task, TaskRule = "given" }, split, new ColumnPartition([.. blocks.Select(block => new ColumnBlock(block))]));
    }
}
