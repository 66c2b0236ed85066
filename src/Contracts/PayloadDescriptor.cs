namespace EventCollab.Contracts;

/// <summary>What a payload is, without its bytes: its address (SHA-256), its length in bytes, its codec and the tensors in it.</summary>
public sealed record PayloadDescriptor
{
    /// <summary>The codec of plain tensors: their little-endian bytes one after another, in the order of <see cref="Tensors"/>.</summary>
    public const string RawCodec = "raw";

    [Field(0)] public required ContentHash Hash { get; init; }

    [Field(1)] public required long Length { get; init; }

    [Field(2)] public required string Codec { get; init; }

    [Field(3)] public required IReadOnlyList<TensorDescriptor> Tensors { get; init; }
}
