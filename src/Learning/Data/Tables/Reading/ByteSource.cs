using Microsoft.Win32.SafeHandles;

namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>Bytes that several readers read at their own places: a file, or memory where the file is a pipe.</summary>
internal class ByteSource : IDisposable
{
    private readonly SafeFileHandle? _file;
    private readonly ReadOnlyMemory<byte> _memory;

    public ByteSource(string name, ReadOnlyMemory<byte> memory)
    {
        (Name, _memory, Length) = (name, memory, memory.Length);
    }

    private ByteSource(string name, SafeFileHandle file)
    {
        (Name, _file, Length) = (name, file, RandomAccess.GetLength(file));
    }

    public string Name { get; }

    public long Length { get; }

    public static ByteSource Open(string path)
    {
        var file = File.OpenHandle(path);
        try
        {
            return new ByteSource(path, file);
        }
        catch (NotSupportedException)
        {
            // A pipe has no length and one reader: it is read to its end first.
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return new ByteSource(path, memory.ToArray());
        }
    }

    /// <summary>Fills the buffer as far as there are bytes.</summary>
    /// <returns>How many were read.</returns>
    public virtual int Read(long offset, Span<byte> buffer)
    {
        if (_file is null)
        {
            var part = _memory.Span[(int)offset..];
            part = part[..Math.Min(part.Length, buffer.Length)];
            part.CopyTo(buffer);
            return part.Length;
        }

        var total = 0;
        while (total < buffer.Length && RandomAccess.Read(_file, buffer[total..], offset + total) is > 0 and var read)
        {
            total += read;
        }

        return total;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _file?.Dispose();
}
