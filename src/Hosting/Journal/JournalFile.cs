using System.Buffers;
using EventCollab.Messaging.Payloads;
using Microsoft.Win32.SafeHandles;

namespace EventCollab.Hosting.Journal;

/// <summary>
/// The journal of one collaboration: an append-only file of records, rewritten by rename when most of it is dead. A
/// record that was cut off by a kill is the last one; it was never acted upon, so it is dropped and the work redone.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly string _path;
    private readonly bool _durable;
    private SafeFileHandle? _handle;
    private bool _disposed;

    // Whether the folder says on the disk which file this name is: a power cut forgets a file, or a rename, that it does not know.
    private bool _isNameOnDisk;

    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public JournalFile(string path, bool durable)
    {
        _path = path;
        _durable = durable;
        _handle = Open(path);
    }

    public long Length { get; private set; }

    /// <summary>Bytes at the end that were no whole record and were cut off by <see cref="ReadAll"/>.</summary>
    public long TornBytes { get; private set; }

    /// <exception cref="IOException">The file cannot be read, or was written by another version of this program.</exception>
    public IReadOnlyList<JournalRecord> ReadAll()
    {
        var handle = Handle();
        var bytes = Read(handle);
        var (records, position) = Parse(bytes);
        TornBytes = bytes.Length - position;
        Length = position;
        if (TornBytes > 0)
        {
            // What follows must be appended to whole records: anything behind a torn one would never be read again.
            RandomAccess.SetLength(handle, position);
        }

        return records;
    }

    /// <summary>On disk when this returns (where durable), or the file is as before.</summary>
    public void Append(JournalRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        record.Write(buffer);
        var handle = Handle();
        try
        {
            RandomAccess.Write(handle, buffer.WrittenSpan, Length);
            Flush(handle);
            FlushName();
        }
        catch (IOException)
        {
            // A full disk may have taken half a record; the next append must not land behind it.
            RandomAccess.SetLength(handle, Length);
            throw;
        }

        Length += buffer.WrittenCount;
    }

    /// <summary>The file holds exactly these records when this returns; a kill on the way leaves the old ones.</summary>
    public void Replace(IEnumerable<JournalRecord> records)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        foreach (var record in records)
        {
            record.Write(buffer);
        }

        var temporary = _path + ".new";
        File.Delete(temporary);
        var handle = Open(temporary);
        try
        {
            RandomAccess.Write(handle, buffer.WrittenSpan, 0);
            Flush(handle);
            File.Move(temporary, _path, overwrite: true);
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        Close();
        _handle = handle;
        Length = buffer.WrittenCount;

        // Last: where it fails the new file is in use all the same, and the next record tries again before it counts.
        _isNameOnDisk = false;
        FlushName();
    }

    /// <summary>Lets go of the file until it is used again.</summary>
    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    public void Dispose()
    {
        _disposed = true;
        Close();
    }

    private SafeFileHandle Handle()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _handle ??= Open(_path);
    }

    // Shared with nobody: two services that wrote one journal would destroy it, and the lock ends with the process.
    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private (List<JournalRecord> Records, int Length) Parse(byte[] bytes)
    {
        var records = new List<JournalRecord>();
        var position = 0;
        try
        {
            while (JournalRecord.TryRead(bytes.AsMemory(position), out var record) is > 0 and var size)
            {
                records.Add(record!);
                position += size;
            }
        }
        catch (InvalidDataException exception)
        {
            Close();
            throw new IOException($"{_path}: {exception.Message}; it is left as it is.", exception);
        }

        return (records, position);
    }

    private byte[] Read(SafeFileHandle handle)
    {
        var bytes = new byte[checked((int)RandomAccess.GetLength(handle))];
        for (var position = 0; position < bytes.Length;)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(position), position);
            position += read > 0 ? read : throw new EndOfStreamException($"{_path} became shorter while it was read.");
        }

        return bytes;
    }

    private void FlushName()
    {
        if (_durable && !_isNameOnDisk)
        {
            FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(_path))!);
            _isNameOnDisk = true;
        }
    }

    private void Flush(SafeFileHandle handle)
    {
        if (_durable)
        {
            RandomAccess.FlushToDisk(handle);
        }
    }
}
