using System.IO.Compression;
using System.Security.Cryptography;

namespace EventCollab.Learning.Data;

/// <summary>Compares a file with what the catalogue knows of it.</summary>
public static class FileCheck
{
    /// <returns>Null where the file is what the catalogue lists, or holds the same in another compression; else what is wrong with it.</returns>
    /// <exception cref="DataException">The file cannot be read.</exception>
    public static string? Fault(string path, CatalogueFile expected) => DataFiles.Reading(path, () =>
    {
        using var file = File.OpenRead(path);
        if (file.Length == expected.Length && expected.Sha256 is not null && Hash(file) == expected.Sha256)
        {
            return null;
        }

        file.Position = 0;
        return expected.ContentSha256 is null ? $"its SHA-256 is not {expected.Sha256}" : ContentFault(file, expected);
    });

    /// <summary>Unpacks no more than the content may have.</summary>
    private static string? ContentFault(FileStream file, CatalogueFile expected)
    {
        try
        {
            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 16];
            long length = 0;
            while (length <= expected.ContentLength && content.Read(buffer) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                length += read;
            }

            return length != expected.ContentLength
                ? $"it holds {(length > expected.ContentLength ? "more than " : string.Empty)}{Math.Min(length, expected.ContentLength)} bytes instead of {expected.ContentLength}"
                : Convert.ToHexStringLower(hash.GetHashAndReset()) == expected.ContentSha256 ? null : $"its content's SHA-256 is not {expected.ContentSha256}";
        }
        catch (InvalidDataException)
        {
            return "it is damaged or no gzip file";
        }
    }

    private static string Hash(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}
