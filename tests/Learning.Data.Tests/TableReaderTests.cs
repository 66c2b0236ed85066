using EventCollab.Learning.Data.Tables;
using EventCollab.Learning.Data.Tables.Reading;

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

    /// <summary>The header and the file's end are read by one thread; the last line begins in a chunk that others read.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_disk_that_fails_while_workers_read_is_one_line_that_names_the_file(int readsBefore)
    {
        using var source = new FailingSource(readsBefore, () => throw new IOException("Input/output error"));
        Should.Throw<DataException>(() => DataFiles.Reading("t.csv", () => TableReader.Read(source, Format, chunk: 16)))
            .Message.ShouldBe("t.csv: cannot be read: Input/output error");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_file_that_becomes_shorter_while_it_is_read_is_refused(int readsBefore)
    {
        using var source = new FailingSource(readsBefore, () => 3);
        Should.Throw<DataException>(() => TableReader.Read(source, Format, chunk: 16))
            .Message.ShouldBe("t.csv: the file became shorter while it was read; read it again.");
    }

    [Theory]
    [InlineData("id,a,y\np,1,2\nq,,3\n", "t.csv: row 1 (line 3), column 'a': the cell is missing; fill it or remove the row, or accept missing cells with --impute.")]
    [InlineData("id,a,y\np,1,\n", "t.csv: row 0 (line 2), column 'y': the cell is missing; fill it or remove the row.")]
    [InlineData("id,a,y\np,red,2\n", "t.csv: row 0 (line 2), column 'a': 'red' is not a number; replace text by numbers, leave the column out with --exclude, or accept its text with --categorical a.")]
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

    [Fact]
    public void Semicolons_are_recognised_and_the_option_named() =>
        Should.Throw<DataException>(() => Read("id;a;y\np;1;2\n")).Message.ShouldBe("t.csv: the header line has no comma; if cells are separated by ';', say --separator ';'.");

    [Fact]
    public void Another_separator_leaves_commas_alone()
    {
        var table = Read("id;\"a;b\";y\np,1;2;3\n", Format with { Separator = ';' });

        table.Ids.ShouldBe(["p,1"]);
        table.Columns.ShouldBe(["a;b"]);
    }

    [Fact]
    public void Text_is_accepted_where_asked_for_and_numbered_in_ordinal_order()
    {
        var table = Read("id,colour,y\np,red,1\nq,Blue,2\nr,red,3\n", Format with { Categorical = ["colour"] });

        table.CategoriesOf(0).ShouldBe(["Blue", "red"]);
        table.Features.ShouldBe([1, 0, 1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("?")]
    [InlineData("NA")]
    [InlineData("NaN")]
    [InlineData("null")]
    public void Missing_numbers_are_accepted_where_asked_for(string cell) =>
        double.IsNaN(Read($"id,a,y\np,{cell},1\nq,2,2\n", Format with { MissingAllowed = true }).Features[0]).ShouldBeTrue();

    [Fact]
    public void A_missing_target_is_never_accepted() =>
        Should.Throw<DataException>(() => Read("id,a,y\np,1,\n", Format with { MissingAllowed = true })).Message.ShouldEndWith("column 'y': the cell is missing; fill it or remove the row.");

    [Theory]
    [InlineData("0=0,*=1", "0,1,4,0.0", "0 1 1 0")]
    [InlineData("ill=1,well=0", "ill,well,ill,well", "1 0 1 0")]
    public void Targets_are_mapped_as_said(string map, string targets, string mapped)
    {
        var text = "id,a,y\n" + string.Concat(targets.Split(',').Select((target, row) => $"{row},1,{target}\n"));

        string.Join(' ', Read(text, Format with { TargetMap = TargetMap.Parse(map) }).Target).ShouldBe(mapped);
    }

    [Fact]
    public void A_target_that_the_map_does_not_name_is_refused() =>
        Should.Throw<DataException>(() => Read("id,a,y\np,1,3\n", Format with { TargetMap = TargetMap.Parse("0=0,1=1") })).Message
            .ShouldBe("t.csv: row 0 (line 2), column 'y': '3' is not in --target-map 0=0,1=1; add it, or * for all the rest.");

    [Theory]
    [InlineData("0")]
    [InlineData("0=x")]
    [InlineData("=1")]
    [InlineData("0=1e999")]
    public void A_map_that_is_none_is_refused(string map) => Should.Throw<DataException>(() => TargetMap.Parse(map)).Message.ShouldContain("write for example 0=0,*=1");

    [Fact]
    public void Classes_that_are_text_are_numbered_in_ordinal_order()
    {
        var table = Read("id,a,y\np,1,M\nq,2,B\n", Format with { Categorical = ["y"] });

        table.Target.ShouldBe([1, 0]);
        table.TargetCategories.ShouldBe(["B", "M"]);
    }

    [Fact]
    public void Excluded_columns_may_hold_anything_and_groups_say_where_rows_belong()
    {
        var table = Read("id,a,note,site,y\np,1,x,north,1\nq,2,,south,2\n", Format with { Excluded = ["note"], Group = "site" });

        table.Columns.ShouldBe(["a"]);
        table.Groups.ShouldBe(["north", "south"]);
    }

    [Theory]
    [InlineData("colors", "there is no categorical column 'colors' (did you mean colour?); name one of the header's columns with --categorical.")]
    public void A_misspelt_column_is_answered_with_the_nearest(string name, string message) =>
        Should.Throw<DataException>(() => Read("id,colour,y\np,red,1\n", Format with { Categorical = [name] })).Message.ShouldEndWith(message);

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        using var source = new ByteSource("t.csv", new byte[] { (byte)'a', (byte)',', (byte)'y', 10, 0xFF, (byte)',', (byte)'1' });

        Should.Throw<DataException>(() => TableReader.Read(source, new TableFormat { Target = "y", Categorical = ["a"] })).Message.ShouldEndWith("the text is not UTF-8; save the file as UTF-8.");
    }

    /// <summary>Chunks of a few bytes cut lines, numbers and quoted cells at every place; the table must not notice.</summary>
    [Fact]
    public void The_size_of_chunks_changes_nothing()
    {
        var text = "id,a,\"b\",c,y\r\n" + string.Concat(Enumerable.Range(0, 50).Select(row => $"r{row},{row * 1.25},\"{-row}\",{(row % 3 == 0 ? "" : $"t{row * 7 % 5}")},{row}\r\n")) + "\r\n\n";
        var format = Format with { Categorical = ["c"], MissingAllowed = true };
        var whole = Read(text, format);
        whole.Rows.ShouldBe(50);
        for (var chunk = 1; chunk < 80; chunk++)
        {
            using var source = new ByteSource("t.csv", System.Text.Encoding.UTF8.GetBytes(text));
            var table = TableReader.Read(source, format, chunk);
            table.Ids.ShouldBe(whole.Ids);
            table.Features.ShouldBe(whole.Features);
            table.Target.ShouldBe(whole.Target);
            table.CategoriesOf(2).ShouldBe(whole.CategoriesOf(2));
        }
    }

    [Fact]
    public void The_earliest_fault_is_named_whichever_worker_finds_one_first()
    {
        var text = "a,y\n" + string.Concat(Enumerable.Range(0, 3000).Select(row => row % 1000 == 700 ? "x,1\n" : "1,1\n"));
        for (var trial = 0; trial < 20; trial++)
        {
            using var source = new ByteSource("t.csv", System.Text.Encoding.UTF8.GetBytes(text));
            Should.Throw<DataException>(() => TableReader.Read(source, new TableFormat { Target = "y" }, chunk: 64)).Message.ShouldStartWith("t.csv: row 700 (line 702)");
        }
    }

    /// <summary>The fast way of reading numbers must give the bits that the runtime's parser gives.</summary>
    [Fact]
    public void Numbers_are_read_to_the_last_bit()
    {
        var random = new RandomSource(7);
        List<string> cells = ["0", "-0", "-0.0", "1e5", "+3", "1.", ".5", "-.5", "9007199254740993", "9007199254740992.5", "0.1234567890123456789", "123456789012345678", "1E-320", "0000000000000000000001.5"];
        for (var i = 0; i < 20000; i++)
        {
            cells.Add((i % 4) switch
            {
                0 => random.NextNormal().ToString("R"),
                1 => (random.NextNormal() * Math.Pow(10, random.NextIndex(40) - 20)).ToString("R"),
                2 => random.NextIndex(1_000_000).ToString(),
                _ => random.NextUniform(-1000, 1000).ToString($"F{random.NextIndex(12)}"),
            });
        }

        var table = Read("id,a,y\n" + string.Concat(cells.Select((cell, row) => $"{row},{cell},1\n")));

        for (var row = 0; row < cells.Count; row++)
        {
            BitConverter.DoubleToInt64Bits(table.Features[row]).ShouldBe(BitConverter.DoubleToInt64Bits(double.Parse(cells[row])), cells[row]);
        }
    }

    /// <summary>Seeded mutations: whatever the bytes, a table is read or refused in one line.</summary>
    [Fact]
    public void Mutated_tables_are_read_or_refused()
    {
        var random = new RandomSource(21);
        var original = System.Text.Encoding.UTF8.GetBytes("id,a,\"b,c\",y\np,1,\"2\",3\nq,-4.5,6e1,7\r\nr,,\"x \"\"y\"\"\",1\n");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var trial = 0; trial < 6000; trial++)
        {
            using var source = new ByteSource("t.csv", Mutations.Of(original, random));
            try
            {
                var format = trial % 2 == 0 ? Format : Format with { Categorical = ["b,c"], MissingAllowed = true };
                var table = TableReader.Read(source, format, chunk: 1 + (trial % 30));
                table.Features.Length.ShouldBe(table.Rows * table.Columns.Count);
            }
            catch (DataException error)
            {
                error.Message.ShouldNotContain("\n");
            }
        }

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(6000L * 1_000_000);
    }

    private static Table Read(string text, TableFormat? format = null) => TableReader.Parse(text, "t.csv", format ?? Format);

    /// <summary>Fails once in the fourth chunk of 16 bytes: 0, when its lines are counted; 1, when they are read, from the byte before on.</summary>
    private sealed class FailingSource(int readsBefore, Func<int> fail)
        : ByteSource("t.csv", System.Text.Encoding.UTF8.GetBytes("id,a,y\n" + string.Concat(Enumerable.Range(10, 60).Select(row => $"p{row},1,2\n"))))
    {
        private int _reads;

        public override int Read(long offset, Span<byte> buffer) =>
            offset is 7 + 47 or 7 + 48 && Interlocked.Increment(ref _reads) == readsBefore + 1 ? fail() : base.Read(offset, buffer);
    }
}
