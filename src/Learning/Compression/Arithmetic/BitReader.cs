using System.Buffers.Binary;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>Reads what <see cref="BitWriter"/> wrote.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> source, int width)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private readonly ulong _mask = (1UL << width) - 1;
    private ulong _bits;
    private int _held;
    private int _read;

    /// <summary>Whether nothing but zeros is left; at the end of what was written that must hold.</summary>
    public readonly bool RestIsZero => _bits == 0 && _source[_read..].IndexOfAnyExcept((byte)0) < 0;

    public uint Read()
    {
        if (_held < width)
        {
            Refill();
        }

        var value = (uint)(_bits & _mask);
        _bits >>= width;
        _held -= width;
        return value;
    }

    private void Refill()
    {
        if (_source.Length - _read >= sizeof(uint))
        {
            _bits |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(_source[_read..]) << _held;
            _read += sizeof(uint);
            _held += 32;
            return;
        }

        while (_read < _source.Length)
        {
            _bits |= (ulong)_source[_read++] << _held;
            _held += 8;
        }
    }
}
