namespace EventCollab.Learning.Data.Images;

/// <summary>
/// Reads CIFAR-10's binary version: <c>data_batch_*.bin</c> and <c>test_batch.bin</c> of records of 3073 bytes, a label 0 .. 9 and
/// then 1024 red, 1024 green and 1024 blue values, row by row.
/// </summary>
public static class CifarReader
{
    private const int Classes = 10;
    private static readonly ImageLayout Layout = new(3, 32, 32);

    /// <returns>True where the folder holds a batch of training images.</returns>
    public static bool IsOne(string folder) => Batches(folder).Length > 0;

    /// <returns>The images and the publisher's split.</returns>
    /// <exception cref="DataException">A batch is missing or damaged.</exception>
    public static (ImageSet Images, TrainTestSplit Split) Read(string folder)
    {
        var parts = DataFiles.Reading(folder, () => Batches(folder).Select(ReadBatch).ToList());
        var test = ReadBatch(Path.Combine(folder, "test_batch.bin"));
        return ImageFolder.Join(folder, Layout, Concatenated(parts, part => part.Pixels), Concatenated(parts, part => part.Labels), test.Pixels, test.Labels);
    }

    private static byte[] Concatenated(List<(byte[] Pixels, byte[] Labels)> parts, Func<(byte[] Pixels, byte[] Labels), byte[]> choose)
    {
        var all = new byte[parts.Sum(part => (long)choose(part).Length)];
        var position = 0;
        foreach (var part in parts.Select(choose))
        {
            part.CopyTo(all, position);
            position += part.Length;
        }

        return all;
    }

    private static string[] Batches(string folder) =>
        [.. Directory.Exists(folder) ? Directory.GetFiles(folder, "data_batch_*.bin").Order(StringComparer.Ordinal) : Enumerable.Empty<string>()];

    private static (byte[] Pixels, byte[] Labels) ReadBatch(string path) => DataFiles.Reading(path, () =>
    {
        using var file = File.OpenRead(path);
        var record = Layout.Size + 1;
        if (file.Length == 0 || file.Length % record != 0 || file.Length > Array.MaxLength)
        {
            throw new DataException(
                $"{path}: offset {file.Length / record * record}: {file.Length} bytes are no whole number of records of {record} bytes; the file is cut short or no batch of CIFAR-10, so fetch it again.");
        }

        var count = (int)(file.Length / record);
        var (pixels, labels) = (new byte[count * Layout.Size], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            file.ReadExactly(labels.AsSpan(i, 1));
            file.ReadExactly(pixels.AsSpan(i * Layout.Size, Layout.Size));
            if (labels[i] >= Classes)
            {
                throw new DataException($"{path}: offset {(long)i * record}: label {labels[i]}; a batch of CIFAR-10 has labels 0 .. {Classes - 1}.");
            }
        }

        return (pixels, labels);
    });
}
