using System.Buffers.Binary;
using System.IO.Compression;

namespace EventCollab.EndToEnd;

/// <summary>
/// Made-up images of 16 x 32 pixels in IDX files, one of them packed: of the eight patches of 8 x 8, in two rows of four, the one
/// with the number of the class is bright. An organization that holds one patch can tell its own class and no other.
/// </summary>
internal sealed class TestImages : IDisposable
{
    public const int Classes = 8;
    private const int Height = 16;
    private const int Width = 32;

    private readonly TemporaryFolder _folder = new();

    public TestImages(int training = 160, int evaluation = 80)
    {
        var random = new Random(7);
        Write("train", training, random);
        Write("test", evaluation, random);
    }

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private void Write(string part, int count, Random random)
    {
        var labels = Enumerable.Range(0, count).Select(row => (byte)(row % Classes)).ToArray();
        var pixels = new byte[count * Height * Width];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, y, x) = (i / (Height * Width), i / Width % Height, i % Width);
            var bright = (y / 8 * 4) + (x / 8) == labels[row];
            pixels[i] = (byte)(random.Next(100) + (bright ? 120 : 0));
        }

        using var packed = new GZipStream(File.Create(_folder.File($"{part}-images-idx3-ubyte.gz")), CompressionLevel.Fastest);
        packed.Write(Header(count, Height, Width));
        packed.Write(pixels);
        File.WriteAllBytes(_folder.File($"{part}-labels-idx1-ubyte"), [.. Header(count), .. labels]);
    }

    /// <summary>Two zero bytes, type byte 8 (unsigned bytes), the number of dimensions, then their sizes, big-endian.</summary>
    private static byte[] Header(params int[] sizes)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (8, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), sizes[i]);
        }

        return header;
    }
}
