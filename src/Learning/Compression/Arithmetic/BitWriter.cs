using System.Buffers.Binary;

namespace EventCollab.Learning.Compression.Arithmetic;

/// <summary>Numbers of one width of bits, the lowest bit first.</summary>
internal ref struct BitWriter(Span<byte> destination, int width)
{
    private readonly Span<byte> _destination = destination;
    private ulong _bits;
    private int _held;
    private int _written;

    public static int ByteLength(int count, int width) => (int)((((long)count * width) + 7) / 8);

    public void Write(uint value)
    {
        _bits |= (ulong)value << _held;
        _held += width;
        if (_held >= 32)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_destination[_written..], (uint)_bits);
            _written += sizeof(uint);
            _bits >>= 32;
            _held -= 32;
        }
    }

    /// <summary>Writes what is left, filled up with zeros to a whole byte.</summary>
    public void End()
    {
        for (; _held > 0; _held -= 8)
        {
            _destination[_written++] = (byte)_bits;
            _bits >>= 8;
        }
    }
}
