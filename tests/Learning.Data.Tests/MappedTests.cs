using System.Diagnostics;
using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Data.Mapped;
using EventCollab.Learning.Data.Partitions;
using EventCollab.Learning.Data.Tables;
using EventCollab.Learning.Data.Tables.Reading;

namespace EventCollab.Learning.Data.Tests;

public sealed class MappedTests : IDisposable
{
    private const string Limited = "EVENTCOLLAB_TEST_MAPPED_FILE";
    private readonly string _root = Directory.CreateTempSubdirectory("mapped").FullName;

    private string MappedFile => Path.Combine(_root, "m.ecrows");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Chunks of a few bytes make the conversion go through many pieces.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(1 << 20)]
    public void A_table_converted_piece_by_piece_gives_the_features_of_the_table(int chunk)
    {
        var random = new RandomSource(2);
        var text = "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(row => $"{random.NextNormal():R},{1000 + random.NextNormal():R},{row % 3}\n"));
        using (var source = new ByteSource("t.csv", System.Text.Encoding.UTF8.GetBytes(text)))
        {
            MappedConversion.FromTable(source, new TableFormat { Target = "y" }, MappedFile, chunk);
        }

        var table = Of(TableReader.Parse(text, "t.csv", new TableFormat { Target = "y" }));
        var mapped = new Catalogue([]).Load(new DataRequest(MappedFile));

        mapped.Task.ShouldBe(PredictionTask.Classification);
        mapped.Samples.Target.ShouldBe(table.Samples.Target);
        var (expected, actual) = (Divide(table, 2), Divide(mapped, 2));
        for (var i = 0; i < 2; i++)
        {
            actual[i].Description.ShouldBe(expected[i].Description);
            actual[i].TrainingIds.ShouldBe(expected[i].TrainingIds);

            // Single precision of values near 1000 is some 6e-5 wide.
            Near(actual[i].Training, expected[i].Training, 2e-4);
            Near(actual[i].Evaluation, expected[i].Evaluation, 2e-4);
        }
    }

    [Fact]
    public void Images_converted_keep_their_split_shape_and_values()
    {
        var pixels = Bytes.Pattern(3 * 16 * 5);
        File.WriteAllBytes(Path.Combine(_root, "train-images-idx4-ubyte.gz"), Bytes.Gzip(Bytes.Idx([3, 3, 4, 4], pixels[..144])));
        File.WriteAllBytes(Path.Combine(_root, "train-labels-idx1-ubyte.gz"), Bytes.Gzip(Bytes.Idx([3], [0, 1, 0])));
        File.WriteAllBytes(Path.Combine(_root, "test-images-idx4-ubyte"), Bytes.Idx([2, 3, 4, 4], pixels[144..]));
        File.WriteAllBytes(Path.Combine(_root, "test-labels-idx1-ubyte"), Bytes.Idx([2], [1, 1]));
        MappedConversion.FromImages(_root, MappedFile);
        var (memory, mapped) = (new Catalogue([]).Load(new DataRequest(_root)), new Catalogue([]).Load(new DataRequest(MappedFile)));

        mapped.OfficialSplit!.Training.ShouldBe(memory.OfficialSplit!.Training);
        mapped.OfficialSplit.Evaluation.ShouldBe(memory.OfficialSplit.Evaluation);
        var (expected, actual) = (
            new PartitionedData(memory, memory.OfficialSplit, ColumnPartition.For(memory, 4, 0)).Organizations,
            new PartitionedData(mapped, mapped.OfficialSplit, ColumnPartition.For(mapped, 4, 0)).Organizations);
        for (var i = 0; i < 4; i++)
        {
            actual[i].Training.Shape.ShouldBe([3, 2, 2]);
            Near(actual[i].Training, expected[i].Training, 1e-5);
        }
    }

    [Fact]
    public void What_an_organizations_folder_gives_back_is_bit_equal()
    {
        Write(MappedFile, "a,b,c,y\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{row * 1.5},{row * row},{row % 7},{row % 2}\n")));
        var data = Divide(new Catalogue([]).Load(new DataRequest(MappedFile)), 2);
        var partitioned = new Catalogue([]).Load(new DataRequest(MappedFile));
        var folders = OrganizationFolder.Write(new PartitionedData(partitioned, TrainTestSplit.Random(30, 0), ColumnPartition.Random(3, 2, 0)), ["org-1", "org-2"], _root);

        for (var i = 0; i < 2; i++)
        {
            var back = OrganizationFolder.Read(folders[i]);
            back.Training.ToMatrix().Values.ShouldBe(data[i].Training.ToMatrix().Values);
            back.Evaluation.ToMatrix().Values.ShouldBe(data[i].Evaluation.ToMatrix().Values);
            back.TrainingIds.ShouldBe(data[i].TrainingIds);
            back.Targets?.Training.ShouldBe(data[i].Targets!.Training);
            (back.Targets is null).ShouldBe(i > 0);
        }
    }

    /// <summary>An agent that is training has the old file mapped: were it written over, its rows would change or its process would end.</summary>
    [Fact]
    public void A_folder_that_is_divided_anew_leaves_the_rows_of_whoever_has_the_old_one_open()
    {
        var folder = Divided(factor: 1);
        var open = OrganizationFolder.Read(folder);
        var before = open.Training.ToMatrix().Values;

        Divided(factor: 5);

        open.Training.ToMatrix().Values.ShouldBe(before);
        Directory.GetFiles(folder, "*.part").ShouldBeEmpty();
        OrganizationFolder.Read(folder).Preparation.Values[0].Mean.ShouldBe(5 * open.Preparation.Values[0].Mean, 1e-6);

        string Divided(int factor)
        {
            Write(MappedFile, "a,y\n" + string.Concat(Enumerable.Range(0, 30).Select(row => $"{factor * row * row},{row % 2}\n")));
            var dataset = new Catalogue([]).Load(new DataRequest(MappedFile));
            return OrganizationFolder.Write(new PartitionedData(dataset, TrainTestSplit.Random(30, 0), ColumnPartition.Random(1, 1, 0)), ["org-1"], _root)[0];
        }
    }

    [Theory]
    [InlineData("a,y\n1e39,1\n", "too large for single precision")]
    [InlineData("a,y\nred,1\n", "is not a number")]
    [InlineData("a,y\n,1\n", "the cell is missing")]
    public void What_is_no_number_is_refused_and_leaves_no_file(string text, string message)
    {
        Should.Throw<DataException>(() => Write(MappedFile, text)).Message.ShouldContain(message);

        Directory.GetFiles(_root, "m.*").ShouldBeEmpty();
    }

    /// <summary>Seeded mutations of the head and of the length: a file is opened or refused, and never takes memory for what it is not.</summary>
    [Fact]
    public void A_file_without_a_target_is_opened_wherever_its_values_end()
    {
        // 12 bytes of values: where targets would begin lies behind the file's end.
        using (var source = new ByteSource("t.csv", "a\n1\n2\n3\n"u8.ToArray()))
        {
            MappedConversion.FromTable(source, new TableFormat(), MappedFile);
        }

        using var mapped = MappedSet.Open(MappedFile);
        mapped.Ids.Count.ShouldBe(3);
        mapped.Target.ShouldBeEmpty();
    }

    [Fact]
    public void Mutated_heads_are_opened_or_refused()
    {
        Write(MappedFile, "a,b,y\n1,2,0\n3,4,1\n5,6,0\n7,8,1\n");
        var original = File.ReadAllBytes(MappedFile);
        var random = new RandomSource(22);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var trial = 0; trial < 1500; trial++)
        {
            byte[] mutated = trial % 3 == 0 ? Mutations.Of(original, random) : [.. Mutations.Of(original[..200], random), .. original[200..]];
            File.WriteAllBytes(MappedFile, mutated);
            try
            {
                using var set = MappedSet.Open(MappedFile);
                set.Prepare(ColumnBlock.All(set), new Preparation([.. Enumerable.Repeat(new ValuePreparation("c", 0, 1), ColumnBlock.All(set).Count)]), [0]).ToMatrix();
            }
            catch (DataException error)
            {
                error.Message.ShouldNotContain("\n");
            }
        }

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(500_000_000);
    }

    /// <summary>
    /// A file of 256 MiB, mostly a hole on the disk, in a process whose heap may hold 26 MB: it is divided, its columns are scaled and a
    /// linear model is trained on random batches of it. Reading the whole would need ten times what there is.
    /// </summary>
    [Fact]
    public async Task A_file_ten_times_as_large_as_the_heap_may_be_is_trained_on()
    {
        const int Rows = 1 << 18;
        const int Columns = 256;
        var header = new MappedHeader { Type = "float32", Rows = Rows, Shape = [Columns], Columns = [.. Enumerable.Range(0, Columns).Select(column => $"x{column}")], Target = "y" };
        using (var file = File.Create(MappedFile))
        {
            var placed = header.Write(file);
            file.SetLength(placed.Length);
            var random = new RandomSource(1);
            var value = new byte[4];
            var target = new byte[8];

            // y = 3 x0; every sixteenth row has a value, the rest are zeros that the disk does not hold.
            for (var row = 0; row < Rows; row += 16)
            {
                var x = (float)random.NextNormal();
                BitConverter.TryWriteBytes(value, x);
                file.Position = placed.DataStart + ((long)row * Columns * 4);
                file.Write(value);
                BitConverter.TryWriteBytes(target, 3.0 * x);
                file.Position = placed.TargetStart + (8L * row);
                file.Write(target);
            }
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"{typeof(MappedTests).FullName}.{nameof(Trains_within_a_small_heap)}", "-explicit", "only"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x1A00000";
        start.Environment[Limited] = MappedFile;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0, await output + await error);
        (await output).ShouldContain("Total: 1,");
        (await output).ShouldContain("Skipped: 0");
    }

    /// <summary>Runs in the process with the small heap.</summary>
    [Fact(Explicit = true)]
    public void Trains_within_a_small_heap()
    {
        var path = Environment.GetEnvironmentVariable(Limited);
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes.ShouldBeLessThan(28_000_000);
        Should.Throw<OutOfMemoryException>(() => new float[1 << 23]);

        var dataset = new Catalogue([]).Load(new DataRequest(path!) { Task = PredictionTask.Regression });
        var organization = new PartitionedData(dataset, TrainTestSplit.Random(dataset.Samples.Rows, 0), ColumnPartition.Random(256, 1, 0)).Organizations[0];
        var (weights, batch, rows, random) = (new double[256], new float[64 * 256], new int[64], new RandomSource(3));
        for (var step = 0; step < 400; step++)
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = random.NextIndex(organization.Training.Rows);
            }

            organization.Training.Read(rows, batch);
            for (var i = 0; i < rows.Length; i++)
            {
                var residual = organization.Targets!.Training[rows[i]] - Dot(weights, batch.AsSpan(i * 256, 256));
                for (var column = 0; column < 256; column++)
                {
                    weights[column] += 0.05 * residual * batch[(i * 256) + column] / rows.Length;
                }
            }
        }

        // y = 3 x0 and x0 has been scaled to deviation 1: the weight is 3 times its deviation.
        weights[0].ShouldBe(3 * organization.Preparation.Values[0].Deviation, 0.1);
    }

    private static double Dot(double[] weights, ReadOnlySpan<float> row)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * row[i];
        }

        return sum;
    }

    private static void Write(string path, string text)
    {
        using var source = new ByteSource("t.csv", System.Text.Encoding.UTF8.GetBytes(text));
        MappedConversion.FromTable(source, new TableFormat { Target = "y" }, path);
    }

    private static Dataset Of(ISamples samples) => new() { Name = "t", Samples = samples, Task = PredictionTask.Classification, TaskRule = "given" };

    private static IReadOnlyList<OrganizationData> Divide(Dataset dataset, int organizations) =>
        new PartitionedData(dataset, TrainTestSplit.Random(dataset.Samples.Rows, 0), ColumnPartition.Random(dataset.Samples.Shape[0], organizations, 0)).Organizations;

    private static void Near(IFeatures actual, IFeatures expected, double tolerance) =>
        actual.ToMatrix().Values.Zip(expected.ToMatrix().Values).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) <= tolerance);
}
