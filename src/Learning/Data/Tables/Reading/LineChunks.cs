using System.Buffers;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>
/// Divides the lines of a source among workers by fixed places, so that the result never depends on their number. Two passes: the
/// first counts line ends, and so tells each chunk the number of its first line; the second hands out the lines.
/// </summary>
internal sealed class LineChunks
{
    private const byte NewLine = (byte)'\n';
    private const int MaxLine = 64 << 20;
    private readonly ByteSource _source;
    private readonly int _size;
    private readonly long _start;
    private readonly long _end;
    private readonly long[] _linesBefore;

    /// <param name="source">All bytes.</param>
    /// <param name="start">Where the first line begins.</param>
    /// <param name="chunk">Bytes of a chunk.</param>
    public LineChunks(ByteSource source, long start, int chunk = 1 << 20)
    {
        (_source, _start, _size) = (source, start, chunk);
        _end = EndOfContent();
        Count = (int)((_end - _start + _size - 1) / _size);
        _linesBefore = new long[Count + 1];
        Chunks.ForEach(Count, CountLines);
        for (var i = 0; i < Count; i++)
        {
            _linesBefore[i + 1] += _linesBefore[i];
        }

        Lines = _end > _start ? _linesBefore[Count] + 1 : 0;
    }

    /// <summary>Takes a line without its end, and its number from 0.</summary>
    public delegate void LineAction(ReadOnlySpan<byte> line, long number);

    public int Count { get; }

    /// <summary>Lines from the first to the last that is not empty.</summary>
    public long Lines { get; }

    /// <summary>Line ends before a chunk: the number of its first line, or one less.</summary>
    public long LinesBefore(int chunk) => _linesBefore[chunk];

    /// <summary>Hands out the lines that begin within one chunk.</summary>
    /// <exception cref="DataException">A line is longer than 64 MiB.</exception>
    public void Read(int chunk, LineAction action)
    {
        var low = _start + ((long)chunk * _size);
        var high = Math.Min(low + _size, _end);

        // The byte before the chunk tells whether a line begins at its first byte.
        var from = chunk == 0 ? low : low - 1;
        var buffer = ArrayPool<byte>.Shared.Rent((int)(high - from) + 4096);
        try
        {
            var filled = Fill(ref buffer, from, 0);
            var (at, number) = (0, _linesBefore[chunk]);
            if (chunk > 0)
            {
                var skipped = buffer.AsSpan(0, (int)Math.Min(filled, high - from)).IndexOf(NewLine);
                at = skipped < 0 ? int.MaxValue : skipped + 1;
                number += skipped > 0 ? 1 : 0;
            }

            while (at < high - from)
            {
                var length = buffer.AsSpan(at, filled - at).IndexOf(NewLine);
                if (length < 0 && from + filled < _end)
                {
                    if (filled - at > MaxLine)
                    {
                        throw new DataException($"{_source.Name}: line {number + 2} is longer than {MaxLine} bytes; the file is no table with one row a line.");
                    }

                    filled = Fill(ref buffer, from, filled);
                    continue;
                }

                length = length < 0 ? filled - at : length;
                var line = buffer.AsSpan(at, length);
                action(line is [.., (byte)'\r'] ? line[..^1] : line, number++);
                at += length + 1;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Fill(ref byte[] buffer, long from, int filled)
    {
        if (filled == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var wanted = (int)Math.Min(buffer.Length - filled, _end - from - filled);
        var read = _source.Read(from + filled, buffer.AsSpan(filled, wanted));
        return read == wanted ? filled + read : throw Shorter();
    }

    private void CountLines(int chunk)
    {
        var low = _start + ((long)chunk * _size);
        var length = (int)Math.Min(_size, _end - low);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            _linesBefore[chunk + 1] = _source.Read(low, buffer.AsSpan(0, length)) == length ? buffer.AsSpan(0, length).Count(NewLine) : throw Shorter();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private DataException Shorter() => new($"{_source.Name}: the file became shorter while it was read; read it again.");

    /// <summary>Empty lines at the end are no rows.</summary>
    private long EndOfContent()
    {
        Span<byte> tail = stackalloc byte[256];
        for (var end = _source.Length; end > _start;)
        {
            var length = (int)Math.Min(tail.Length, end - _start);
            var read = _source.Read(end - length, tail[..length]);
            var last = tail[..read].LastIndexOfAnyExcept((byte)'\r', NewLine);
            if (last >= 0)
            {
                return end - length + last + 1;
            }

            end -= length;
        }

        return _start;
    }
}
