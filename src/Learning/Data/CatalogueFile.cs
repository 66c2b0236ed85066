namespace EventCollab.Learning.Data;

/// <summary>A file of a data set that is known by name.</summary>
/// <param name="Path">Below a data root.</param>
/// <param name="Sha256">Of its bytes, lower-case hex; null where the same content is about in several compressions.</param>
/// <param name="Length">Its bytes.</param>
public sealed record CatalogueFile(string Path, string? Sha256, long Length)
{
    /// <summary>Of what a compressed file holds; null where the file is not compressed.</summary>
    public string? ContentSha256 { get; init; }

    /// <summary>Bytes of what a compressed file holds.</summary>
    public long ContentLength { get; init; }

    public string Name => System.IO.Path.GetFileName(Path);
}
