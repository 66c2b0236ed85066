namespace EventCollab.Contracts;

/// <summary>A payload as it rides in a message: small ones bring their bytes, large ones come in parts and leave <see cref="Inline"/> empty.</summary>
public sealed record Payload
{
    /// <summary>Largest payload that rides in a message, and largest part: 512 KiB.</summary>
    public const int MaxInlineBytes = 512 * 1024;

    [Field(0)] public required PayloadDescriptor Descriptor { get; init; }

    [Field(1)] public ReadOnlyMemory<byte> Inline { get; init; }
}
