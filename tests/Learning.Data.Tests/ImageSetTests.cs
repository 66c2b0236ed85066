using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Tests;

public sealed class ImageSetTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("images").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Training pixels 0, 0, 10, 10 of the one channel: mean 5, deviation (n - 1) sqrt(100 / 3); 20 is 15 above the mean.</summary>
    [Fact]
    public void Pixels_are_normalised_by_the_training_images_alone()
    {
        var images = new ImageSet("s", new ImageLayout(1, 1, 2), [0, 10, 10, 0, 20, 5], [0, 1, 1]);

        var data = Divide(images, new TrainTestSplit([0, 1], [2]), 1).Organizations[0];

        var deviation = Math.Sqrt(100.0 / 3);
        data.Training.ToMatrix().Values.ShouldBe([(float)(-5 / deviation), (float)(5 / deviation), (float)(5 / deviation), (float)(-5 / deviation)]);
        data.Evaluation.ToMatrix().Values.ShouldBe([(float)(15 / deviation), 0f]);
        data.Targets!.Training.ShouldBe([0, 1]);
    }

    /// <summary>Channel 1 is constant and becomes 0; channel 0 has its own mean 2 and deviation sqrt(2).</summary>
    [Fact]
    public void Every_channel_has_its_own_mean_and_deviation()
    {
        var images = new ImageSet("s", new ImageLayout(2, 1, 1), [1, 200, 3, 200, 2, 100], [0, 1, 0]);

        var data = Divide(images, new TrainTestSplit([0, 1], [2]), 1).Organizations[0];

        data.Training.ToMatrix().Values.ShouldBe([(float)(-1 / Math.Sqrt(2)), 0f, (float)(1 / Math.Sqrt(2)), 0f]);
        data.Evaluation.ToMatrix().Values.ShouldBe([0f, 0f]);
    }

    /// <summary>4 x 8 pixels of 2 channels among 8: two rows of four patches of 2 x 2; patch 5 begins at row 2, column 2.</summary>
    [Fact]
    public void An_organization_reads_its_own_patch_of_every_channel_and_nothing_else()
    {
        byte[] pixels = [.. Enumerable.Range(0, 64).Select(i => (byte)i), .. Enumerable.Range(64, 64).Select(i => (byte)i), .. Enumerable.Range(128, 64).Select(i => (byte)i)];
        var images = new ImageSet("s", new ImageLayout(2, 4, 8), pixels, [0, 1, 0]);
        var block = ColumnPartition.Patches(images.Layout, 8).Blocks[5];
        block.Shape.ShouldBe([2, 2, 2]);

        // Mean 0 and deviation 1 leave the bytes as they are.
        var features = images.Prepare(block, new Preparation([new("c", 0, 1), new("c", 0, 1)]), [1, 2]);

        features.Shape.ShouldBe([2, 2, 2]);
        var values = new float[16];
        features.Read([1, 0], values);
        // Row 2 of 8 columns: 16 + 2 = 18, 19; next row 26, 27; the second channel is 32 further; the last image begins at 128.
        values.ShouldBe([146, 147, 154, 155, 178, 179, 186, 187, 82, 83, 90, 91, 114, 115, 122, 123]);
    }

    [Fact]
    public void Reading_a_row_that_is_not_held_is_an_error()
    {
        var features = new ImageSet("s", new ImageLayout(1, 1, 1), [1, 2, 3], [0, 1, 0]).Prepare(new ColumnBlock([0], [1, 1, 1]), new Preparation([new("c", 0, 1)]), [2]);

        Should.Throw<ArgumentOutOfRangeException>(() => features.Read([1], new float[1]));
        Should.Throw<ArgumentOutOfRangeException>(() => features.Read([-1], new float[1]));
        Should.Throw<ArgumentException>(() => features.Read([0, 0], new float[1]));
    }

    [Fact]
    public void A_folder_of_IDX_files_has_its_publishers_split()
    {
        WriteFolder([3, 2, 2], [2, 2, 2]);

        var dataset = new Catalogue([]).Load(new DataRequest(_root));

        dataset.OfficialSplit!.Training.ShouldBe([0, 1, 2]);
        dataset.OfficialSplit.Evaluation.ShouldBe([3, 4]);
        dataset.Samples.Target.ShouldBe([0, 1, 0, 1, 1]);
        dataset.Samples.Shape.ShouldBe([1, 2, 2]);
        TrainTestSplit.For(dataset, 5).ShouldBe(dataset.OfficialSplit);
    }

    [Fact]
    public void Images_and_labels_that_differ_in_number_are_refused()
    {
        WriteFolder([3, 2, 2], [2, 2, 2]);
        File.WriteAllBytes(Path.Combine(_root, "train-labels-idx1-ubyte"), Bytes.Idx([2], [0, 1]));

        Should.Throw<DataException>(() => ImageFolder.Read(_root)).Message.ShouldEndWith("2 labels for 3 images of train-images-idx3-ubyte.gz; both need the same number.");
    }

    [Fact]
    public void Training_and_test_images_of_other_sizes_are_refused()
    {
        WriteFolder([3, 2, 2], [2, 1, 4]);

        Should.Throw<DataException>(() => ImageFolder.Read(_root)).Message.ShouldEndWith("training images have 2x2 pixels and test images 1x4; both need one size.");
    }

    [Fact]
    public void A_folder_without_labels_says_which_file_is_missing()
    {
        WriteFolder([3, 2, 2], [2, 2, 2]);
        File.Delete(Path.Combine(_root, "t10k-labels-idx1-ubyte"));

        Should.Throw<DataException>(() => ImageFolder.Read(_root)).Message.ShouldContain("there is no test-labels-idx1-ubyte[.gz] or t10k-labels-idx1-ubyte[.gz]");
    }

    /// <summary>A record: label, 1024 red, 1024 green, 1024 blue.</summary>
    [Fact]
    public void Raw_CIFAR_batches_are_read_in_order()
    {
        File.WriteAllBytes(Path.Combine(_root, "data_batch_1.bin"), [.. Record(3, 1), .. Record(4, 2)]);
        File.WriteAllBytes(Path.Combine(_root, "data_batch_2.bin"), Record(5, 3));
        File.WriteAllBytes(Path.Combine(_root, "test_batch.bin"), Record(9, 4));

        var (images, split) = ImageFolder.Read(_root);

        images.Target.ShouldBe([3, 4, 5, 9]);
        images.Shape.ShouldBe([3, 32, 32]);
        split.Evaluation.ShouldBe([3]);
        images.Image(2)[0].ShouldBe((byte)3);
        images.Image(2)[1024].ShouldBe((byte)103);
        images.Image(2)[2048].ShouldBe((byte)203);
    }

    [Fact]
    public void A_batch_cut_short_is_refused_at_the_record_that_is_cut()
    {
        File.WriteAllBytes(Path.Combine(_root, "data_batch_1.bin"), [.. Record(3, 1), .. Record(4, 2)[..^1]]);
        File.WriteAllBytes(Path.Combine(_root, "test_batch.bin"), Record(9, 4));

        Should.Throw<DataException>(() => ImageFolder.Read(_root)).Message.ShouldContain("data_batch_1.bin: offset 3073: 6145 bytes are no whole number of records of 3073 bytes");
    }

    [Fact]
    public void A_label_above_nine_is_refused()
    {
        File.WriteAllBytes(Path.Combine(_root, "data_batch_1.bin"), [.. Record(3, 1), .. Record(10, 2)]);

        Should.Throw<DataException>(() => ImageFolder.Read(_root)).Message.ShouldEndWith("offset 3073: label 10; a batch of CIFAR-10 has labels 0 .. 9.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_an_organizations_folder_gives_back_is_bit_equal(int organizations)
    {
        var images = new ImageSet("s", new ImageLayout(3, 4, 4), Bytes.Pattern(48 * 10), [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]);
        var data = Divide(images, new TrainTestSplit([7, 2, 1, 0, 3], [9, 4]), organizations);
        string[] names = [.. Enumerable.Range(1, organizations).Select(number => $"org-{number}")];

        var folders = OrganizationFolder.Write(data, names, _root);

        foreach (var (index, folder) in folders.Index())
        {
            var (kept, back) = (data.Organizations[index], OrganizationFolder.Read(folder));
            back.Training.Shape.ShouldBe(kept.Training.Shape);
            back.Training.ToMatrix().Values.ShouldBe(kept.Training.ToMatrix().Values);
            back.Evaluation.ToMatrix().Values.ShouldBe(kept.Evaluation.ToMatrix().Values);
            back.TrainingIds.ShouldBe(["7", "2", "1", "0", "3"]);
            back.EvaluationIds.ShouldBe(["9", "4"]);
            back.Targets?.Training.ShouldBe(kept.Targets!.Training);
            back.Targets?.Evaluation.ShouldBe(kept.Targets!.Evaluation);
            (back.Targets is null).ShouldBe(index > 0);
            File.Exists(Path.Combine(folder, "targets-idx1-ubyte")).ShouldBe(index == 0);
        }
    }

    [Fact]
    public void A_folder_whose_split_was_changed_is_refused()
    {
        var images = new ImageSet("s", new ImageLayout(1, 2, 2), Bytes.Pattern(20), [0, 1, 0, 1, 0]);
        var folder = OrganizationFolder.Write(Divide(images, new TrainTestSplit([0, 1, 2], [3, 4]), 1), ["org-1"], _root)[0];
        var path = Path.Combine(folder, "split.json");
        var text = File.ReadAllText(path);
        (string From, string To, string Message)[] changes =
        [
            ("[\"0\",\"1\",\"2\"]", "[\"0\",\"1\",\"1\"]", "not the rows and the shape"),
            ("[\"0\",\"1\",\"2\"]", "[\"0\",\"1\",null]", "an id in 'train' or 'test' is null"),
            ("[\"0\",\"1\",\"2\"]", "[\"0\",\"1\"]", "not the rows and the shape"),
            ("[1,2,2]", "[1,1,4]", "not the rows and the shape"),
            ("\"images\"", "\"image\"", "'samples' is 'image'; it must be table or images"),
            ("\"mean\":", "\"mean\":1e999,\"x\":", "'preparation' needs"),
            ("\"deviation\":", "\"deviation\":-", "'preparation' needs"),
            ("\"classes\":[0,1]", "\"classes\":[1,0]", "'classes': at least two values in ascending order"),
            ("\"Classification\"", "\"Guessing\"", "neither Regression nor Classification"),
            ("\"preparation\":", "\"preparations\":", "not the split"),
        ];
        foreach (var (from, to, message) in changes)
        {
            text.ShouldContain(from);
            File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
            Should.Throw<DataException>(() => OrganizationFolder.Read(folder)).Message.ShouldContain(message);
        }
    }

    [Fact]
    public void MNIST_has_its_published_counts_mean_and_deviation()
    {
        var dataset = Load("mnist");

        dataset.OfficialSplit!.Training.Count.ShouldBe(60000);
        dataset.OfficialSplit.Evaluation.Count.ShouldBe(10000);
        // Published: 0.1307 and 0.3081 on the scale 0 .. 1.
        var channel = dataset.Samples.Fit(ColumnBlock.All(dataset.Samples), dataset.OfficialSplit.Training).Values[0];
        (channel.Mean / 255).ShouldBe(0.1307, 5e-5);
        (channel.Deviation / 255).ShouldBe(0.3081, 5e-5);
        // The first five training labels of the original.
        dataset.Samples.Target[..5].ShouldBe([5, 0, 4, 1, 9]);
    }

    [Fact]
    public void The_CIFAR_subset_has_2000_training_images_a_class_and_says_that_it_is_a_subset()
    {
        var dataset = Load("cifar10");

        dataset.OfficialSplit!.Training.CountBy(row => dataset.Samples.Target[row]).ShouldAllBe(pair => pair.Value == 2000);
        dataset.OfficialSplit.Evaluation.CountBy(row => dataset.Samples.Target[row]).ShouldAllBe(pair => pair.Value == 500);
        dataset.Caution!.ShouldContain("accuracy on it is not CIFAR-10 accuracy");
        // Means over all 50,000 decoded images: 0.4913, 0.4821, 0.4465.
        dataset.Samples.Fit(ColumnBlock.All(dataset.Samples), dataset.OfficialSplit.Training).Values.Select(value => value.Mean / 255).Zip([0.4913, 0.4821, 0.4465])
            .ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 0.003);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData(12, 2)]
    public void Fewer_images_keep_the_classes_in_proportion(int? training, int? evaluation)
    {
        // 30 of class 0, 20 of class 1, 10 of class 2.
        byte[] labels = [.. Enumerable.Range(0, 60).Select(i => (byte)(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2))];
        var images = new ImageSet("s", new ImageLayout(1, 1, 1), Bytes.Pattern(120), [.. labels, .. labels]);
        var split = new TrainTestSplit([.. Enumerable.Range(0, 60)], [.. Enumerable.Range(60, 60)]);

        var taken = split.Take(Of(images), training, evaluation, 3);

        taken.Training.Count.ShouldBe(training ?? 60);
        taken.Evaluation.Count.ShouldBe(evaluation!.Value);
        taken.Training.ShouldBe(taken.Training.Order());
        taken.Training.Distinct().Count().ShouldBe(taken.Training.Count);
        if (training == 12)
        {
            taken.Training.CountBy(row => images.Target[row]).OrderBy(pair => pair.Key).Select(pair => pair.Value).ShouldBe([6, 4, 2]);
            split.Take(Of(images), training, evaluation, 3).Training.ShouldBe(taken.Training);
            split.Take(Of(images), training, evaluation, 4).Training.ShouldNotBe(taken.Training);
        }
    }

    [Fact]
    public void More_images_than_there_are_is_an_error_with_what_can_be_had() =>
        Should.Throw<DataException>(() => new TrainTestSplit([0, 1], [2]).Take(Of(new ImageSet("s", new ImageLayout(1, 1, 1), [1, 2, 3], [0, 1, 0])), 3, null, 0)).Message
            .ShouldBe("s: 3 training rows are asked for; 2 to 2 can be had.");

    private static Dataset Load(string name)
    {
        var catalogue = Catalogue.Default(null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
        Assert.SkipUnless(catalogue.Locate(Catalogue.Find(name)!) is not null, $"{name} is in none of {string.Join(", ", catalogue.Roots)}; set EVENTCOLLAB_DATA.");
        return catalogue.Load(new DataRequest(name));
    }

    private static byte[] Record(byte label, byte red) => [label, .. Enumerable.Repeat(red, 1024), .. Enumerable.Repeat((byte)(red + 100), 1024), .. Enumerable.Repeat((byte)(red + 200), 1024)];

    private static Dataset Of(ImageSet images) => new() { Name = "s", Samples = images, Task = PredictionTask.Classification, TaskRule = "given" };

    private static PartitionedData Divide(ImageSet images, TrainTestSplit split, int organizations) =>
        new(Of(images), split, ColumnPartition.Patches(images.Layout, organizations));

    private void WriteFolder(int[] training, int[] test)
    {
        File.WriteAllBytes(Path.Combine(_root, "train-images-idx3-ubyte.gz"), Bytes.Gzip(Bytes.Idx(training, Bytes.Pattern(training[0] * training[1] * training[2]))));
        File.WriteAllBytes(Path.Combine(_root, "train-labels-idx1-ubyte"), Bytes.Idx([3], [0, 1, 0]));
        File.WriteAllBytes(Path.Combine(_root, "t10k-images-idx3-ubyte"), Bytes.Idx(test, Bytes.Pattern(test[0] * test[1] * test[2])));
        File.WriteAllBytes(Path.Combine(_root, "t10k-labels-idx1-ubyte"), Bytes.Idx([2], [1, 1]));
    }
}
