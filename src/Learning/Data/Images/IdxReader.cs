using System.Buffers.Binary;
using System.IO.Compression;

namespace EventCollab.Learning.Data.Images;

/// <summary>
/// Reads IDX files of bytes, plain or gzip-compressed: two zero bytes, type 0x08, the number of dimensions, one big-endian size
/// for each, then the values. Memory is taken only for what the file can really hold.
/// </summary>
public static class IdxReader
{
    private const int MaxDimensions = 4;

    // Deflate spends at least one bit on a repeat of at most 258 bytes and at least one on its distance; zlib states 1032 : 1.
    private const int MaxDeflateRatio = 1032;

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
        var compressed = IsGzip(file);
        try
        {
            using var content = compressed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
            var sizes = Header(content, source, dimensions);
            var values = new byte[Length(sizes, file.Length, compressed, source)];
            var headerLength = 4 + (4 * sizes.Length);
            var read = content.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
            if (read < values.Length)
            {
                throw Cut(source, compressed, headerLength + read, headerLength + values.Length);
            }

            CheckEnd(file, content, compressed, source, headerLength + (long)values.Length);
            return new IdxFile(sizes, values);
        }
        catch (InvalidDataException error)
        {
            throw new DataException($"{source}: the gzip data are damaged ({error.Message.ReplaceLineEndings(" ")}); fetch the file again.", error);
        }
    }

    internal static bool IsGzip(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == magic.Length && magic is [0x1F, 0x8B];
    }

    private static int[] Header(Stream content, string source, IReadOnlyList<int> dimensions)
    {
        Span<byte> header = stackalloc byte[4 + (4 * MaxDimensions)];
        Fill(content, header[..4], 0, source);
        if (header[0] != 0 || header[1] != 0)
        {
            throw new DataException(
                $"{source}: offset 0: the file begins with {header[0]:x2} {header[1]:x2}, an IDX file with 00 00; give an IDX file, plain or gzip-compressed.");
        }

        if (header[2] != 0x08)
        {
            throw new DataException($"{source}: offset 2: values of type 0x{header[2]:x2}; only bytes (0x08) are read, so write the images as bytes.");
        }

        int count = header[3];
        if (count is 0 or > MaxDimensions || (dimensions.Count > 0 && !dimensions.Contains(count)))
        {
            var wanted = dimensions.Count > 0 ? string.Join(" or ", dimensions) : $"1 to {MaxDimensions}";
            throw new DataException($"{source}: offset 3: {count} dimension{(count == 1 ? string.Empty : "s")}; {wanted} are needed (labels have 1, images 3 or, with channels, 4).");
        }

        Fill(content, header[4..(4 + (4 * count))], 4, source);
        var sizes = new int[count];
        for (var i = 0; i < count; i++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]);
            sizes[i] = size is > 0 and <= int.MaxValue
                ? (int)size
                : throw new DataException($"{source}: offset {4 + (4 * i)}: dimension {i + 1} has size {size}; 1 to {int.MaxValue} are possible, so the file is damaged.");
        }

        return sizes;
    }

    private static void Fill(Stream content, Span<byte> header, int offset, string source)
    {
        var read = content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read < header.Length)
        {
            throw new DataException($"{source}: offset {offset + read}: the file ends within its header; fetch it again.");
        }
    }

    private static int Length(int[] sizes, long fileLength, bool compressed, string source)
    {
        UInt128 length = 1;
        foreach (var size in sizes)
        {
            length *= (uint)size;
        }

        var text = string.Join(" x ", sizes);
        var most = compressed ? (UInt128)fileLength * MaxDeflateRatio : (UInt128)fileLength;
        if (length > most)
        {
            throw new DataException($"{source}: offset 4: the header announces {text} values, more than a file of {fileLength} bytes can hold; it is cut short or damaged, so fetch it again.");
        }

        return length <= (UInt128)Array.MaxLength
            ? (int)length
            : throw new DataException($"{source}: offset 4: {text} values are more than {Array.MaxLength}, the most that one file in memory can have; divide it.");
    }

    private static void CheckEnd(Stream file, Stream content, bool compressed, string source, long length)
    {
        if (content.ReadByte() >= 0)
        {
            throw new DataException($"{source}: offset {length}: bytes follow the last of the values that the header announces; the file is damaged or none of this kind.");
        }

        // The last four bytes of a gzip file are its content's length: a file cut within its trailer decompresses completely and unchecked.
        Span<byte> trailer = stackalloc byte[4];
        if (compressed)
        {
            file.Position = file.Length - 4;
            file.ReadExactly(trailer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)length)
            {
                throw Cut(source, compressed, length, length);
            }
        }
    }

    private static DataException Cut(string source, bool compressed, long read, long needed) => compressed
        ? new($"{source}: offset {read} of {needed} after decompression: the gzip file is cut short or followed by other bytes; fetch it again.")
        : new($"{source}: offset {read}: the file is cut short, {needed} bytes are needed; fetch it again.");
}
