using System.Buffers.Binary;

namespace EventCollab.Learning.Data.Images;

/// <summary>Writes IDX files of bytes, plain.</summary>
internal static class IdxWriter
{
    /// <summary>Writes the header; the values follow.</summary>
    public static void WriteHeader(Stream stream, params ReadOnlySpan<int> sizes)
    {
        Span<byte> header = stackalloc byte[4 + (4 * sizes.Length)];
        header[2] = 0x08;
        header[3] = (byte)sizes.Length;
        for (var i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header[(4 + (4 * i))..], sizes[i]);
        }

        stream.Write(header);
    }
}
