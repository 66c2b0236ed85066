using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Tests;

public sealed class SplitFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly Table _table = TableReader.Parse("a,b,c,y\n1,2,3,4\n1,2,3,5\n1,2,3,6\n1,2,3,7\n", "t.csv", new TableFormat { Target = "y" });

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Rows_and_blocks_are_taken_as_they_stand()
    {
        var file = Read("""{"train":[3,0],"test":[2],"blocks":[[2],[0,1]]}""");

        file.Split.Training.ShouldBe([3, 0]);
        file.Split.Evaluation.ShouldBe([2]);
        file.Partition!.Blocks[1].Columns.ShouldBe([0, 1]);
    }

    [Fact]
    public void Without_blocks_the_seed_decides_who_holds_what() => Read("""{"train":[3,0],"test":[2]}""").Partition.ShouldBeNull();

    [Theory]
    [InlineData("""{"train":[0,1],"test":[4]}""", "'test' has row 4; the table's rows are 0 .. 3.")]
    [InlineData("""{"train":[0,-1],"test":[2]}""", "'train' has row -1; the table's rows are 0 .. 3.")]
    [InlineData("""{"train":[0,1],"test":[1]}""", "row 1 is in 'train' and again in 'test'; each may occur once.")]
    [InlineData("""{"train":[0,0],"test":[1]}""", "row 0 is in 'train' and again in 'train'; each may occur once.")]
    [InlineData("""{"train":[0],"test":[1]}""", "'train' needs at least 2 row numbers and 'test' at least 1.")]
    [InlineData("""{"train":[0,1],"test":[]}""", "'train' needs at least 2 row numbers and 'test' at least 1.")]
    [InlineData("""{"train":null,"test":[1]}""", "'train' needs at least 2 row numbers and 'test' at least 1.")]
    [InlineData("""{"train":[0,1],"test":[2],"blocks":[[0]]}""", "'blocks' has 1 blocks for 2 organizations; give one block for each.")]
    [InlineData("""{"train":[0,1],"test":[2],"blocks":[[0],[3]]}""", "'blocks[1]' has column 3; the table's columns are 0 .. 2.")]
    [InlineData("""{"train":[0,1],"test":[2],"blocks":[[0],[0]]}""", "column 0 is in 'blocks[0]' and again in 'blocks[1]'; each may occur once.")]
    [InlineData("""{"train":[0,1],"test":[2],"blocks":[[0],[]]}""", "'blocks[1]' is empty; it needs at least one column number.")]
    [InlineData("""{"train":[0,1],"test":[2],"block":[[0],[1]]}""", "not a split")]
    [InlineData("""{"train":[0,1]}""", "not a split")]
    [InlineData("""{"train":["0",1],"test":[2]}""", "not a split")]
    [InlineData("train", "not a split")]
    [InlineData("null", "the file holds null")]
    public void A_split_that_does_not_fit_is_refused_in_one_line_that_names_the_file(string json, string message)
    {
        var error = Should.Throw<DataException>(() => Read(json)).Message;

        error.ShouldStartWith(_path + ": ");
        error.ShouldContain(message);
        error.ShouldNotContain("\n");
    }

    private SplitFile Read(string json)
    {
        File.WriteAllText(_path, json);
        return SplitFile.Read(_path, _table, 2);
    }
}
