namespace EventCollab.Learning.Data.Images;

/// <summary>
/// Finds images in a folder: <c>train-</c> and <c>test-</c> (or <c>t10k-</c>) <c>images-idx3-ubyte</c> or <c>-idx4-ubyte</c> with
/// <c>labels-idx1-ubyte</c>, each also as <c>.gz</c>; or CIFAR-10's <c>data_batch_*.bin</c> with <c>test_batch.bin</c>.
/// </summary>
public static class ImageFolder
{
    private const int MaxSize = 1 << 26;
    internal static readonly string[] TestPrefixes = ["test", "t10k"];

    /// <returns>True where <see cref="Read"/> would find images.</returns>
    public static bool IsOne(string folder) => Directory.Exists(folder) && (Find(folder, ["train"], "images") is not null || CifarReader.IsOne(folder));

    /// <returns>The images and the publisher's split.</returns>
    /// <exception cref="DataException">Files are missing, damaged, or do not fit together.</exception>
    public static (ImageSet Images, TrainTestSplit Split) Read(string folder)
    {
        if (CifarReader.IsOne(folder))
        {
            return CifarReader.Read(folder);
        }

        var training = ReadPart(folder, ["train"]);
        var evaluation = ReadPart(folder, TestPrefixes);
        return training.Layout == evaluation.Layout
            ? Join(folder, training.Layout, training.Pixels, training.Labels, evaluation.Pixels, evaluation.Labels)
            : throw new DataException($"{folder}: training images have {training.Layout} pixels and test images {evaluation.Layout}; both need one size.");
    }

    /// <summary>One image set of both parts; the split says where the second begins.</summary>
    internal static (ImageSet Images, TrainTestSplit Split) Join(
        string folder, ImageLayout layout, byte[] trainingPixels, byte[] trainingLabels, byte[] evaluationPixels, byte[] evaluationLabels)
    {
        if (trainingPixels.Length + (long)evaluationPixels.Length > Array.MaxLength)
        {
            throw new DataException($"{folder}: training and test images together are more than {Array.MaxLength} bytes; convert them with 'eventcollab data convert'.");
        }

        var images = new ImageSet(folder, layout, [.. trainingPixels, .. evaluationPixels], [.. trainingLabels, .. evaluationLabels]);
        return (images, new TrainTestSplit(
            [.. Enumerable.Range(0, trainingLabels.Length)],
            [.. Enumerable.Range(trainingLabels.Length, evaluationLabels.Length)]));
    }

    /// <summary>The shape of one image of an IDX file of images.</summary>
    /// <exception cref="DataException">An image has more values than any should.</exception>
    internal static ImageLayout LayoutOf(IReadOnlyList<int> sizes)
    {
        var layout = sizes.Count == 3 ? new ImageLayout(1, sizes[1], sizes[2]) : new ImageLayout(sizes[1], sizes[2], sizes[3]);
        return (Int128)layout.Channels * layout.Height * layout.Width <= MaxSize
            ? layout
            : throw new DataException($"{layout} values in one image are more than the {MaxSize} that are possible; cut the images into smaller ones.");
    }

    private static (ImageLayout Layout, byte[] Pixels, byte[] Labels) ReadPart(string folder, string[] prefixes)
    {
        var images = Find(folder, prefixes, "images") ?? throw Missing(folder, prefixes, "images-idx3-ubyte[.gz] or -idx4-ubyte[.gz]");
        var labels = Find(folder, prefixes, "labels") ?? throw Missing(folder, prefixes, "labels-idx1-ubyte[.gz]");
        var (pixels, numbers) = (IdxReader.Read(images, 3, 4), IdxReader.Read(labels, 1));
        return pixels.Sizes[0] == numbers.Sizes[0]
            ? (LayoutOf(pixels.Sizes), pixels.Values, numbers.Values)
            : throw new DataException($"{labels}: {numbers.Sizes[0]} labels for {pixels.Sizes[0]} images of {Path.GetFileName(images)}; both need the same number.");
    }

    internal static DataException Missing(string folder, string[] prefixes, string what) =>
        new($"{folder}: there is no {string.Join(" or ", prefixes.Select(prefix => $"{prefix}-{what}"))}; put it there, or give a folder that has it.");

    internal static string? Find(string folder, string[] prefixes, string kind)
    {
        var endings = kind == "images" ? ["idx3-ubyte", "idx4-ubyte"] : new[] { "idx1-ubyte" };
        return (from prefix in prefixes
                from ending in endings
                from packed in new[] { ".gz", string.Empty }
                select Path.Combine(folder, $"{prefix}-{kind}-{ending}{packed}")).FirstOrDefault(File.Exists);
    }
}
