namespace EventCollab.Messaging.Persistence;

/// <summary>A row of the outbox.</summary>
internal sealed record OutboxRow
{
    public long Seq { get; init; }

    public string Destination { get; init; } = string.Empty;

    public Guid MessageId { get; init; }

    public string Type { get; init; } = string.Empty;

    public byte[] Body { get; init; } = [];

    public byte[] Attachments { get; init; } = [];
}
