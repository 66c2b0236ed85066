using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using EventCollab.Contracts;
using Microsoft.Win32.SafeHandles;

namespace EventCollab.Messaging.Payloads;

/// <summary>
/// A payload of which some parts are there: one file with the bytes at their places and, behind them, a log with one
/// entry a part, so that one synchronisation covers both. The file is open only while it is used: of thousands that never
/// become whole none holds a handle. Not for concurrent use.
/// </summary>
internal sealed class UnfinishedPayload : IDisposable
{
    private const int PartBytes = Payload.MaxInlineBytes;
    private const int EntryBytes = 8;

    /// <summary>Mixed into the second half of an entry: zeros, as a new file has them, are no entry.</summary>
    private const uint EntryMark = 0x70617274;

    private readonly string _path;
    private readonly ContentHash _hash;
    private readonly long _length;
    private readonly bool _durable;
    private readonly bool[] _present;
    private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _missing;
    private int _digested;

    public UnfinishedPayload(string path, ContentHash hash, long length, bool durable)
    {
        _path = path;
        _hash = hash;
        _length = length;
        _durable = durable;
        _present = new bool[PartCount(length)];
        _missing = _present.Length;
        using var file = Open();
        var there = RandomAccess.GetLength(file);
        if (there == length + ((long)_present.Length * EntryBytes))
        {
            ReadLog(file);
        }
        else if (there == length)
        {
            // The process died between cutting the log off and naming the file: every part but the last was acknowledged and never comes again.
            Array.Fill(_present, value: true);
            _missing = 0;
        }
        else
        {
            RandomAccess.SetLength(file, length + ((long)_present.Length * EntryBytes));
        }
    }

    public bool IsComplete => _missing == 0;

    public static int PartCount(long length) => checked((int)((length + PartBytes - 1) / PartBytes));

    /// <summary>Length of the part at this position.</summary>
    public static int LengthOf(long length, int index) => (int)Math.Min(PartBytes, length - ((long)index * PartBytes));

    public void Write(int index, ReadOnlySpan<byte> bytes)
    {
        // A part that is there is never written again: what was hashed must be what lies in the file.
        if (_present[index])
        {
            return;
        }

        Span<byte> entry = stackalloc byte[EntryBytes];
        var crc = Crc32C.Of(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(entry, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], crc ^ EntryMark);
        using var file = Open();
        RandomAccess.Write(file, bytes, (long)index * PartBytes);
        RandomAccess.Write(file, entry, _length + ((long)index * EntryBytes));
        if (_durable)
        {
            RandomAccess.FlushToDisk(file);
        }

        Note(index);
        if (index == _digested)
        {
            _digest.AppendData(bytes);
            _digested++;
        }
    }

    /// <summary>Cuts the log off, or says that the bytes have another hash.</summary>
    public bool TryFinish()
    {
        using var file = Open();
        DigestRest(file);
        Span<byte> digest = stackalloc byte[ContentHash.Size];
        _digest.GetHashAndReset(digest);
        if (new ContentHash(digest) != _hash)
        {
            return false;
        }

        RandomAccess.SetLength(file, _length);
        if (_durable)
        {
            RandomAccess.FlushToDisk(file);
        }

        return true;
    }

    public void Dispose() => _digest.Dispose();

    private SafeFileHandle Open() => File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private void Note(int index)
    {
        _present[index] = true;
        _missing--;
    }

    /// <summary>Parts that came out of order were not hashed when they came.</summary>
    private void DigestRest(SafeFileHandle file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        for (; _digested < _present.Length; _digested++)
        {
            _digest.AppendData(ReadPart(file, _digested, buffer));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void ReadLog(SafeFileHandle file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PartBytes);
        Span<byte> entry = stackalloc byte[EntryBytes];
        for (var index = 0; index < _present.Length; index++)
        {
            RandomAccess.Read(file, entry, _length + ((long)index * EntryBytes));
            var crc = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            if ((crc ^ EntryMark) == BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]) && Crc32C.Of(ReadPart(file, index, buffer)) == crc)
            {
                Note(index);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReadOnlySpan<byte> ReadPart(SafeFileHandle file, int index, byte[] buffer)
    {
        var part = buffer.AsSpan(0, LengthOf(_length, index));
        var offset = (long)index * PartBytes;
        for (var read = 0; read < part.Length;)
        {
            var count = RandomAccess.Read(file, part[read..], offset + read);
            if (count == 0)
            {
                throw new EndOfStreamException($"'{_path}' is shorter than it was.");
            }

            read += count;
        }

        return part;
    }
}
