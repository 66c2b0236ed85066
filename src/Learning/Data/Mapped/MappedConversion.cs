using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Tables;
using EventCollab.Learning.Data.Tables.Reading;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>Makes mapped files of tables and images, a piece at a time, whatever their size; in memory are 8 bytes a row for the target.</summary>
public static class MappedConversion
{
    private const int ImagesAtOnce = 1024;

    /// <summary>A CSV file of numbers; features become single precision.</summary>
    /// <exception cref="DataException">The file cannot be read or holds anything but numbers.</exception>
    public static void FromTable(string path, TableFormat format, string destination) => DataFiles.Reading(path, () =>
    {
        using var source = ByteSource.Open(path);
        FromTable(source, format, destination);
        return true;
    });

    /// <summary>A folder of IDX images with labels; training images come first and the publisher's split is kept.</summary>
    /// <exception cref="DataException">Files are missing, damaged, or do not fit together.</exception>
    public static void FromImages(string folder, string destination) => DataFiles.Reading(folder, () =>
    {
        using var training = Open(folder, ["train"]);
        using var evaluation = Open(folder, ImageFolder.TestPrefixes);
        Write(folder, training, evaluation, Labels(folder, ["train"], training), Labels(folder, ImageFolder.TestPrefixes, evaluation), destination);
        return true;
    });

    internal static void FromTable(ByteSource source, TableFormat format, string destination, int chunkSize = 1 << 20)
    {
        if (format.Id is not null || format.Group is not null || format.Categorical.Count > 0 || format.MissingAllowed)
        {
            throw new DataException($"{source.Name}: a mapped file holds numbers alone, without ids, text or missing cells; prepare them first or read the table in memory.");
        }

        var header = CsvHeader.Read(source, format);
        var chunks = new LineChunks(source, header.DataStart, chunkSize);
        string[] columns = [.. header.Names.Where((_, column) => header.Roles[column] == ColumnRole.Number)];
        if (chunks.Lines is 0 or > int.MaxValue)
        {
            throw new DataException($"{source.Name}: {chunks.Lines} rows; 1 to {int.MaxValue} are possible.");
        }

        var target = format.Target is null ? [] : new double[chunks.Lines];
        using var writer = new MappedWriter(destination, new MappedHeader
        {
            Type = "float32",
            Rows = (int)chunks.Lines,
            Shape = [columns.Length],
            Columns = columns,
            Target = format.Target ?? string.Empty,
        });
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            Convert(header, chunks, chunk, target, writer);
        }

        writer.Finish(target);
    }

    private static void Convert(CsvHeader header, LineChunks chunks, int chunk, double[] target, MappedWriter writer)
    {
        var first = chunks.LinesBefore(chunk);
        var buffers = new TableBuffers(header, (int)(chunks.LinesBefore(chunk + 1) - first) + 2, first);
        var parser = new RowParser(header, buffers);
        chunks.Read(chunk, parser.Parse);
        var values = new float[buffers.Width];
        for (var row = parser.FirstRow; row >= 0 && row < parser.NextRow; row++)
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (float)buffers.Features[((row - first) * buffers.Width) + i];
                if (!float.IsFinite(values[i]))
                {
                    throw new DataException($"{header.Source}: row {row} (line {row + 2}): a value is too large for single precision; give it in another unit.");
                }
            }

            writer.Add(values);
            if (target.Length > 0)
            {
                target[row] = buffers.Target[row - first];
            }
        }
    }

    private static IdxStream Open(string folder, string[] prefixes)
    {
        var path = ImageFolder.Find(folder, prefixes, "images") ?? throw ImageFolder.Missing(folder, prefixes, "images-idx3-ubyte[.gz] or -idx4-ubyte[.gz]");
        return new IdxStream(File.OpenRead(path), path, [3, 4]);
    }

    private static byte[] Labels(string folder, string[] prefixes, IdxStream images)
    {
        var path = ImageFolder.Find(folder, prefixes, "labels") ?? throw ImageFolder.Missing(folder, prefixes, "labels-idx1-ubyte[.gz]");
        var labels = IdxReader.Read(path, 1).Values;
        return labels.Length == images.Sizes[0] ? labels : throw new DataException($"{path}: {labels.Length} labels for {images.Sizes[0]} images; both need the same number.");
    }

    private static void Write(string folder, IdxStream training, IdxStream evaluation, byte[] trainingLabels, byte[] evaluationLabels, string destination)
    {
        var layout = ImageFolder.LayoutOf(training.Sizes);
        if (layout != ImageFolder.LayoutOf(evaluation.Sizes))
        {
            throw new DataException($"{folder}: training images have {layout} pixels and test images {ImageFolder.LayoutOf(evaluation.Sizes)}; both need one size.");
        }

        using var writer = new MappedWriter(destination, new MappedHeader
        {
            Type = "uint8",
            Rows = checked(trainingLabels.Length + evaluationLabels.Length),
            Shape = layout.Shape,
            Columns = [],
            Target = "label",
            TrainRows = trainingLabels.Length,
        });
        var buffer = new byte[Math.Max(1, Math.Min(ImagesAtOnce, Array.MaxLength / layout.Size)) * layout.Size];
        foreach (var images in new[] { training, evaluation })
        {
            for (var left = images.Length; left > 0; left -= buffer.Length)
            {
                var count = (int)Math.Min(left, buffer.Length);
                images.Read(buffer, count);
                writer.Add(buffer.AsSpan(0, count));
            }

            images.Finish();
        }

        writer.Finish([.. trainingLabels.Concat(evaluationLabels).Select(label => (double)label)]);
    }
}
