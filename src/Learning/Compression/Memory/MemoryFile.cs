using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EventCollab.Learning.Compression.Arithmetic;
using EventCollab.Learning.Compression.Schemes;

namespace EventCollab.Learning.Compression.Memory;

/// <summary>
/// A saved memory: <c>ECGM</c>, version, round, sequence, unsettled, length of the expression, the layout's fingerprint, the expression, the
/// arrays, SHA-256 of all that. Their lengths come from the layout, never from the file.
/// </summary>
internal static class MemoryFile
{
    private const byte Version = 1;
    private const int HeaderLength = 24;

    private static ReadOnlySpan<byte> Magic => "ECGM"u8;

    public static void Write(Stream stream, string expression, ulong fingerprint, MemoryState state, IReadOnlyList<float[]> arrays)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = Header(expression, fingerprint, state);
        hash.AppendData(header);
        stream.Write(header);
        foreach (var array in arrays)
        {
            var bytes = MemoryMarshal.AsBytes(array.AsSpan());
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        stream.Write(hash.GetHashAndReset());
    }

    /// <param name="stream">At the memory's beginning; it must end where the memory does.</param>
    /// <param name="expression">That it must be of.</param>
    /// <param name="fingerprint">Of the layout that it must be of.</param>
    /// <param name="arrays">Gives the arrays to fill.</param>
    /// <exception cref="CompressionException">The bytes are none that <see cref="Write"/> makes of that expression and layout.</exception>
    public static MemoryState Read(Stream stream, string expression, ulong fingerprint, Func<MemoryState, IReadOnlyList<float[]>> arrays)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var header = new byte[HeaderLength + Encoding.ASCII.GetByteCount(expression)];
            stream.ReadExactly(header);
            var state = new MemoryState(
                BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(5)), BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(9)), header[13] != 0);
            if (!header.AsSpan().SequenceEqual(Header(expression, fingerprint, state)))
            {
                throw new CompressionException($"the saved memory is none of '{expression}' for this model.");
            }

            hash.AppendData(header);
            foreach (var array in arrays(state))
            {
                stream.ReadExactly(MemoryMarshal.AsBytes(array.AsSpan()));
                hash.AppendData(MemoryMarshal.AsBytes(array.AsSpan()));
                if (FixedOrder.FirstBeyond(array, Scheme.LargestValue * 256) >= 0)
                {
                    throw new CompressionException("the saved memory holds values that are not finite.");
                }
            }

            RequireEnd(stream, hash.GetHashAndReset());
            return state;
        }
        catch (EndOfStreamException exception)
        {
            throw new CompressionException("the saved memory is cut off.", exception);
        }
    }

    private static void RequireEnd(Stream stream, ReadOnlySpan<byte> expected)
    {
        Span<byte> written = stackalloc byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(written);
        if (!written.SequenceEqual(expected) || stream.ReadByte() >= 0)
        {
            throw new CompressionException("the saved memory is damaged or goes on after its end.");
        }
    }

    private static byte[] Header(string expression, ulong fingerprint, MemoryState state)
    {
        var name = Encoding.ASCII.GetBytes(expression);
        var header = new byte[HeaderLength + name.Length];
        Magic.CopyTo(header);
        header[4] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(5), state.Round);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(9), state.Sequence);
        header[13] = state.IsUnsettled ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(14), (ushort)name.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), fingerprint);
        name.CopyTo(header, HeaderLength);
        return header;
    }
}
