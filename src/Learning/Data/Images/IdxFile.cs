namespace EventCollab.Learning.Data.Images;

/// <summary>The content of an IDX file of bytes.</summary>
/// <param name="Sizes">Size of each dimension.</param>
/// <param name="Values">Last dimension fastest.</param>
public sealed record IdxFile(IReadOnlyList<int> Sizes, byte[] Values);
