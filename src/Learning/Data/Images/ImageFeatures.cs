using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Images;

/// <summary>A window on images: its pixels become normalised values as they are read, so that no copy of the whole set is made.</summary>
internal sealed class ImageFeatures : IFeatures
{
    private readonly ImageSet _images;
    private readonly int[] _rows;
    private readonly int[] _columns;

    /// <summary>For each pixel of the window where its channel's 256 normalised values begin.</summary>
    private readonly int[] _tables;
    private readonly float[] _normalised;

    public ImageFeatures(ImageSet images, ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows)
    {
        _images = images;
        _rows = [.. rows];
        _columns = [.. block.Columns];
        Shape = block.Shape;
        var area = images.Layout.Height * images.Layout.Width;
        _tables = [.. _columns.Select(column => column / area * 256)];
        _normalised = [.. preparation.Values.SelectMany(channel =>
            Enumerable.Range(0, 256).Select(value => channel.Deviation > 0 ? (float)((value - channel.Mean) / channel.Deviation) : 0f))];
    }

    public int Rows => _rows.Length;

    public int Columns => _columns.Length;

    public IReadOnlyList<int> Shape { get; }

    public void Read(ReadOnlySpan<int> rows, Span<float> destination)
    {
        if (destination.Length < (long)rows.Length * Columns)
        {
            throw new ArgumentException($"{rows.Length} samples of {Columns} values do not fit in {destination.Length}.", nameof(destination));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rows[i], (uint)_rows.Length, nameof(rows));
            ReadOne(_images.Image(_rows[rows[i]]), destination.Slice(i * Columns, Columns));
        }
    }

    private void ReadOne(ReadOnlySpan<byte> image, Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = _normalised[_tables[i] + image[_columns[i]]];
        }
    }
}
