using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Images;

/// <summary>Labelled images as bytes: training images first, then the evaluation images of the publisher's split.</summary>
public sealed class ImageSet : ISamples
{
    private readonly byte[] _pixels;

    /// <param name="source">Folder or file, for messages.</param>
    /// <param name="layout">Shape of one image.</param>
    /// <param name="pixels">Image after image, each channel by channel and row by row.</param>
    /// <param name="labels">One class number an image; empty where the labels are not known.</param>
    /// <exception cref="DataException">Sizes do not fit.</exception>
    public ImageSet(string source, ImageLayout layout, byte[] pixels, IReadOnlyList<byte> labels)
    {
        Source = source;
        Layout = layout;
        _pixels = pixels;
        Count = pixels.Length / layout.Size;
        if (Count * layout.Size != pixels.Length || (labels.Count > 0 && labels.Count != Count))
        {
            throw new DataException($"{source}: {pixels.Length} bytes and {labels.Count} labels are not images of {layout} pixels with one label each.");
        }

        Ids = new NumberedIds(Count);
        Target = [.. labels.Select(label => (double)label)];
    }

    public string Source { get; }

    public ImageLayout Layout { get; }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    public IReadOnlyList<string> Ids { get; internal init; }

    public IReadOnlyList<int> Shape => Layout.Shape;

    public string TargetName => Target.Length > 0 ? "label" : string.Empty;

    public double[] Target { get; internal init; }

    /// <summary>The values 0 .. 255 of one image.</summary>
    public ReadOnlySpan<byte> Image(int row) => _pixels.AsSpan(row * Layout.Size, Layout.Size);

    public string Describe(ColumnBlock block) => $"{string.Join("x", block.Shape)} pixels";

    /// <summary>
    /// Mean and deviation (n - 1) of each channel over the block's pixels of the training images. Counts of the 256 values give
    /// them exactly, in whatever order the images are seen.
    /// </summary>
    public Preparation Fit(ColumnBlock block, IReadOnlyList<int> trainingRows)
    {
        var counts = new long[Layout.Channels][];
        for (var channel = 0; channel < counts.Length; channel++)
        {
            counts[channel] = new long[256];
        }

        var area = Layout.Height * Layout.Width;
        int[] columns = [.. block.Columns];
        long[][] countsOf = [.. columns.Select(column => counts[column / area])];
        foreach (var row in trainingRows)
        {
            var image = Image(row);
            for (var i = 0; i < columns.Length; i++)
            {
                countsOf[i][image[columns[i]]]++;
            }
        }

        return new Preparation([.. counts.Select((values, channel) => Moments($"channel {channel}", values))]);
    }

    public IFeatures Prepare(ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows) => new ImageFeatures(this, block, preparation, rows);

    private static ValuePreparation Moments(string name, long[] counts)
    {
        long total = 0;
        Int128 sum = 0;
        Int128 squares = 0;
        for (var value = 0; value < counts.Length; value++)
        {
            total += counts[value];
            sum += (Int128)counts[value] * value;
            squares += (Int128)counts[value] * value * value;
        }

        // n sum(x^2) - sum(x)^2 is exact in whole numbers; in floating point it would cancel.
        var spread = (double)((total * squares) - (sum * sum));
        return total < 2 ? new ValuePreparation(name, 0, 0) : new ValuePreparation(name, (double)sum / total, Math.Sqrt(spread / total / (total - 1)));
    }
}
