using System.Buffers.Binary;
using System.IO.Compression;

namespace EventCollab.Learning.Data.Images;

/// <summary>
/// The values of an IDX file of bytes in the order of the file, plain or gzip-compressed: two zero bytes, type 0x08, the number of
/// dimensions, one big-endian size for each, then the values.
/// </summary>
internal sealed class IdxStream : IDisposable
{
    private const int MaxDimensions = 4;

    // Deflate spends at least one bit on a repeat of at most 258 bytes and at least one on its distance; zlib states 1032 : 1.
    private const int MaxDeflateRatio = 1032;
    private readonly Stream _file;
    private readonly Stream _content;
    private readonly bool _compressed;
    private readonly string _source;
    private readonly int _header;
    private long _read;

    /// <param name="file">Seekable, at its beginning; disposed of with this.</param>
    /// <param name="source">Name for messages.</param>
    /// <param name="dimensions">How many dimensions are expected; empty accepts 1 to 4.</param>
    /// <exception cref="DataException">The header is none, or announces more than the file can hold.</exception>
    public IdxStream(Stream file, string source, IReadOnlyList<int> dimensions)
    {
        (_file, _source) = (file, source);
        _compressed = IsGzip(file);
        _content = _compressed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
        Sizes = Unpacking(() => Header(_content, source, dimensions));
        _header = 4 + (4 * Sizes.Length);
        Length = CheckedLength();
    }

    /// <summary>Size of each dimension.</summary>
    public int[] Sizes { get; }

    /// <summary>Values: the product of the sizes.</summary>
    public long Length { get; }

    /// <summary>The next values.</summary>
    /// <exception cref="DataException">The file ends before they do, or is damaged.</exception>
    public void Read(byte[] values, int count)
    {
        _read += Unpacking(() => _content.ReadAtLeast(values.AsSpan(0, count), count, throwOnEndOfStream: false)) is var read && read == count
            ? read
            : throw Cut(_read + _header + read);
    }

    /// <summary>Checks that nothing follows the last value, and that a compressed file is there to its end.</summary>
    public void Finish()
    {
        if (Unpacking(_content.ReadByte) >= 0)
        {
            throw new DataException($"{_source}: offset {_header + Length}: bytes follow the last of the values that the header announces; the file is damaged or none of this kind.");
        }

        // The last four bytes of a gzip file are its content's length: a file cut within its trailer decompresses completely and unchecked.
        Span<byte> trailer = stackalloc byte[4];
        if (_compressed)
        {
            _file.Position = _file.Length - 4;
            _file.ReadExactly(trailer);
            if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != (uint)(_header + Length))
            {
                throw Cut(_header + Length);
            }
        }
    }

    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }

    private T Unpacking<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException error)
        {
            throw new DataException($"{_source}: the gzip data are damaged ({DataFiles.OneLine(error)}); fetch the file again.", error);
        }
    }

    private DataException Cut(long at) => _compressed
        ? new($"{_source}: offset {at} of {_header + Length} after decompression: the gzip file is cut short or followed by other bytes; fetch it again.")
        : new($"{_source}: offset {at}: the file is cut short, {_header + Length} bytes are needed; fetch it again.");

    private long CheckedLength()
    {
        UInt128 length = 1;
        foreach (var size in Sizes)
        {
            length *= (uint)size;
        }

        var most = _compressed ? (UInt128)_file.Length * MaxDeflateRatio : (UInt128)_file.Length;
        return length <= most
            ? (long)length
            : throw new DataException(
                $"{_source}: offset 4: the header announces {string.Join(" x ", Sizes)} values, more than a file of {_file.Length} bytes can hold; it is cut short or damaged, so fetch it again.");
    }

    private static bool IsGzip(Stream file)
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
}
