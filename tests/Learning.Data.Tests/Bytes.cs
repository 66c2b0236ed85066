using System.IO.Compression;

namespace EventCollab.Learning.Data.Tests;

/// <summary>Files made by hand, byte by byte, so that readers are not checked against our own writers.</summary>
internal static class Bytes
{
    /// <summary>An IDX file of bytes: 0 0 8 n, sizes big-endian, values.</summary>
    public static byte[] Idx(int[] sizes, byte[] values) =>
        [0, 0, 8, (byte)sizes.Length, .. sizes.SelectMany(size => new[] { (byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size }), .. values];

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return stream.ToArray();
    }

    /// <summary>Values that depend on their place, so that a shifted one is seen.</summary>
    public static byte[] Pattern(int count, int step = 37) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * step % 251))];
}
