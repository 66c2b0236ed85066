namespace EventCollab.Learning.Data.Images;

/// <summary>Reads IDX files of bytes, plain or gzip-compressed. Memory is taken only for what the file can really hold.</summary>
public static class IdxReader
{
    /// <param name="path">A file that is an IDX file or a gzip of one; its first bytes tell which.</param>
    /// <param name="dimensions">How many dimensions are expected: 1 for labels, 3 or 4 for images.</param>
    /// <exception cref="DataException">The file cannot be read, or is no such file from its first to its last byte.</exception>
    public static IdxFile Read(string path, params ReadOnlySpan<int> dimensions)
    {
        var expected = dimensions.ToArray();
        return DataFiles.Reading(path, () =>
        {
            using var file = File.OpenRead(path);
            return Read(file, path, expected);
        });
    }

    /// <inheritdoc cref="Read(string, ReadOnlySpan{int})"/>
    /// <param name="file">Seekable, at its beginning.</param>
    /// <param name="source">Name for messages.</param>
    /// <param name="dimensions">How many dimensions are expected; empty accepts 1 to 4.</param>
    internal static IdxFile Read(Stream file, string source, IReadOnlyList<int> dimensions)
    {
        using var content = new IdxStream(file, source, dimensions);
        if (content.Length > Array.MaxLength)
        {
            throw new DataException($"{source}: offset 4: {content.Length} values are more than {Array.MaxLength}, the most that one file in memory can have; make a mapped file of it with 'eventcollab data convert'.");
        }

        var values = Room(content.Length, source);
        content.Read(values, values.Length);
        content.Finish();
        return new IdxFile(content.Sizes, values);
    }

    // A gzip file of 2 MB may well announce 2 GB.
    private static byte[] Room(long length, string source)
    {
        try
        {
            return new byte[length];
        }
        catch (OutOfMemoryException error)
        {
            throw new DataException(
                $"{source}: offset 4: the header announces {length} values, more than there is memory for; make a mapped file of it with 'eventcollab data convert' if it is sound.", error);
        }
    }
}
