namespace EventCollab.Contracts.Wire;

/// <summary>16 bytes, most significant first: the order of the text form, and of every language but .NET's default.</summary>
internal sealed class GuidFormatter : Formatter<Guid>
{
    private const int Size = 16;

    public override int MinBytes => 2 + Size;

    public override void Write(MessagePackWriter writer, Guid value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        writer.WriteBinary(bytes);
    }

    public override Guid Read(scoped ref MessagePackReader reader)
    {
        var start = reader.Position;
        var bytes = reader.ReadBinarySpan();
        return bytes.Length == Size
            ? new Guid(bytes, bigEndian: true)
            : throw new WireFormatException($"An id has {Size} bytes, not {bytes.Length}", start);
    }
}

internal sealed class CollaborationIdFormatter : Formatter<CollaborationId>
{
    private readonly GuidFormatter _guid = new();

    public override int MinBytes => _guid.MinBytes;

    public override void Write(MessagePackWriter writer, CollaborationId value) => _guid.Write(writer, value.Value);

    public override CollaborationId Read(scoped ref MessagePackReader reader) => new(_guid.Read(ref reader));
}

internal sealed class ContentHashFormatter : Formatter<ContentHash>
{
    public override int MinBytes => 2 + ContentHash.Size;

    public override void Write(MessagePackWriter writer, ContentHash value)
    {
        Span<byte> bytes = stackalloc byte[ContentHash.Size];
        value.CopyTo(bytes);
        writer.WriteBinary(bytes);
    }

    public override ContentHash Read(scoped ref MessagePackReader reader)
    {
        var start = reader.Position;
        var bytes = reader.ReadBinarySpan();
        return bytes.Length == ContentHash.Size
            ? new ContentHash(bytes)
            : throw new WireFormatException($"A content hash has {ContentHash.Size} bytes, not {bytes.Length}", start);
    }
}

internal sealed class OrganizationIdFormatter : Formatter<OrganizationId>
{
    public override int MinBytes => 2;

    public override void Write(MessagePackWriter writer, OrganizationId value) => writer.Write(value.Value);

    public override OrganizationId Read(scoped ref MessagePackReader reader)
    {
        var start = reader.Position;

        // The text itself stays out of the exception: it comes from outside and ends in logs.
        return OrganizationId.TryParse(reader.ReadString(), out var id)
            ? id
            : throw new WireFormatException("The text is not an organization's name", start);
    }
}
