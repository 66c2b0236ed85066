using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Tests;

public sealed class TableReaderTests
{
    private static readonly TableFormat Format = new() { Target = "y", Id = "id" };

    [Fact]
    public void A_table_is_read_with_ids_features_and_target_in_any_column_order()
    {
        var table = Read("a,y,id,b\n1,10,p,2\n-3.5,20,q,4e1\n");

        table.Ids.ShouldBe(["p", "q"]);
        table.Columns.ShouldBe(["a", "b"]);
        table.Features.ShouldBe([1, 2, -3.5, 40]);
        table.Target.ShouldBe([10, 20]);
    }

    [Fact]
    public void Without_an_id_column_rows_are_numbered_from_zero() =>
        Read("a,y\n1,2\n3,4\n", new TableFormat { Target = "y" }).Ids.ShouldBe(["0", "1"]);

    [Fact]
    public void Byte_order_mark_carriage_returns_quoted_cells_and_empty_last_lines_are_accepted()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "\uFEFFid,\"a,b\",y\r\n\"p \"\"1\"\"\",\"2\",3\r\nq,4,5\r\n\r\n");

        var table = TableReader.Read(path, Format);
        File.Delete(path);

        table.Columns.ShouldBe(["a,b"]);
        table.Ids.ShouldBe(["p \"1\"", "q"]);
        table.Features.ShouldBe([2, 4]);
    }

    [Theory]
    [InlineData("id,a,y\np,1,2\nq,,3\n", "t.csv: row 1 (line 3), column 'a': the cell is missing; fill it or remove the row.")]
    [InlineData("id,a,y\np,1,\n", "t.csv: row 0 (line 2), column 'y': the cell is missing; fill it or remove the row.")]
    [InlineData("id,a,y\np,red,2\n", "t.csv: row 0 (line 2), column 'a': 'red' is not a number; replace text by numbers or remove the column.")]
    [InlineData("id,a,y\np,NaN,2\n", "t.csv: row 0 (line 2), column 'a': 'NaN' is not a finite number; correct it or remove the row.")]
    [InlineData("id,a,y\np,1,Infinity\n", "t.csv: row 0 (line 2), column 'y': 'Infinity' is not a finite number; correct it or remove the row.")]
    [InlineData("id,a,y\np,1e999,2\n", "t.csv: row 0 (line 2), column 'a': '1e999' is not a finite number; correct it or remove the row.")]
    [InlineData("id,a,y\np,1,2\nq,3,4\np,5,6\n", "t.csv: row 2 (line 4), column 'id': id 'p' is already that of row 0; ids must occur once.")]
    [InlineData("id,a,y\n,1,2\n", "t.csv: row 0 (line 2), column 'id': the id is missing; every row needs one.")]
    [InlineData("id,a,a,y\n", "t.csv: columns 2 and 3 are both named 'a'; column names must differ.")]
    [InlineData("id,,y\n", "t.csv: column 2 has no name; name every column in the header line.")]
    [InlineData("id,a,y\np,1\n", "t.csv: row 0 (line 2): 2 cells, but the header has 3 columns; give every row one cell per column.")]
    [InlineData("id,a,y\np,1,2,3\n", "t.csv: row 0 (line 2): 4 cells, but the header has 3 columns; give every row one cell per column.")]
    [InlineData("id,a,y\np,1,2\n\nq,1,2\n", "t.csv: row 1 (line 3), column 'id': the id is missing; every row needs one.")]
    [InlineData("id,a,y\n", "t.csv: there is a header but no row; at least 3 rows are needed.")]
    [InlineData("", "t.csv: the file is empty; a header line and rows are needed.")]
    [InlineData("1,2,3\n4,5,6\n", "t.csv: the first line holds numbers only; a header line with column names is needed.")]
    [InlineData("id,y\np,1\n", "t.csv: there is no feature column beside target and id.")]
    [InlineData("id,a,yy\np,1,2\n", "t.csv: there is no target column 'y' (did you mean yy?); name one of the header's columns with --target.")]
    [InlineData("id,a,y\np,\"1,2\n", "t.csv: line 2: a quoted cell is not closed; line breaks inside cells are not supported.")]
    [InlineData("id,a,y\np,\"1\"x,2\n", "t.csv: line 2: text after the closing quote at character 6; separate cells by commas.")]
    public void A_table_that_is_not_full_of_finite_numbers_is_refused_in_one_line(string text, string message) =>
        Should.Throw<DataException>(() => Read(text)).Message.ShouldBe(message);

    [Fact]
    public void A_file_that_is_not_there_is_one_line() =>
        Should.Throw<DataException>(() => TableReader.Read("/nowhere/x.csv", Format)).Message.ShouldNotContain("\n");

    [Fact]
    public void Target_and_id_cannot_be_one_column() =>
        Should.Throw<DataException>(() => Read("a,y\n1,2\n", new TableFormat { Target = "y", Id = "y" })).Message
            .ShouldBe("t.csv: column 'y' cannot be both the target and the id.");

    private static Table Read(string text, TableFormat? format = null) => TableReader.Read(new StringReader(text), "t.csv", format ?? Format);
}
