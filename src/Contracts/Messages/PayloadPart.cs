namespace EventCollab.Contracts.Messages;

/// <summary>One part of a payload that is too large for a message.</summary>
public sealed record PayloadPart : ICollaborationMessage
{
    [Field(0)] public required CollaborationId Collaboration { get; init; }

    [Field(1)] public required ContentHash Hash { get; init; }

    /// <summary>Length of the whole payload in bytes.</summary>
    [Field(2)] public required long Length { get; init; }

    /// <summary>Position of this part, from 0; every part but the last has <see cref="Payload.MaxInlineBytes"/> bytes.</summary>
    [Field(3)] public required int Index { get; init; }

    [Field(4)] public required ReadOnlyMemory<byte> Bytes { get; init; }
}
