using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>
/// The head of a mapped file: 8 bytes "ECROWS1" and 0, the length of a JSON text as a little-endian 32-bit number, four bytes of 0,
/// the text. The rows begin at the next multiple of 4096, each as shape x type, little-endian; behind them, where there is a
/// target, one double a row from a multiple of 8 on. Nothing follows.
/// </summary>
internal sealed record MappedHeader
{
    private const int Prologue = 16;
    private const int MaxText = 16 << 20;
    private const int MaxWidth = 1 << 26;
    private static readonly byte[] Magic = "ECROWS1\0"u8.ToArray();
    private static readonly JsonSerializerOptions Format = new() { RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>float32 or uint8.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("rows")]
    public required int Rows { get; init; }

    /// <summary>[columns] or [channels, height, width].</summary>
    [JsonPropertyName("shape")]
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>Names of columns; none of images.</summary>
    [JsonPropertyName("columns")]
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Name of the target; empty where there is none.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    /// <summary>How many rows, the first ones, train in the publisher's split; 0 where there is none.</summary>
    [JsonPropertyName("trainRows")]
    public int TrainRows { get; init; }

    [JsonIgnore]
    public int Width => Shape.Aggregate(1, (product, size) => product * size);

    [JsonIgnore]
    public int ValueSize => Type == "uint8" ? 1 : 4;

    /// <summary>Where the first row begins.</summary>
    [JsonIgnore]
    public long DataStart { get; private init; }

    [JsonIgnore]
    public long TargetStart => (DataStart + ((long)Rows * Width * ValueSize) + 7) / 8 * 8;

    /// <summary>Of the whole file.</summary>
    [JsonIgnore]
    public long Length => Target.Length > 0 ? TargetStart + (8L * Rows) : DataStart + ((long)Rows * Width * ValueSize);

    /// <returns>True where a file begins as a mapped file does.</returns>
    public static bool IsOne(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Magic);
    }

    /// <summary>Writes the head and returns it with the place of the rows.</summary>
    public MappedHeader Write(Stream stream)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this, Format);
        Span<byte> prologue = stackalloc byte[Prologue];
        Magic.CopyTo(prologue);
        BinaryPrimitives.WriteInt32LittleEndian(prologue[8..], text.Length);
        stream.Write(prologue);
        stream.Write(text);
        var placed = this with { DataStart = Start(text.Length) };
        stream.Write(new byte[placed.DataStart - Prologue - text.Length]);
        return placed;
    }

    /// <exception cref="DataException">The file is no mapped file, or its length is not what its head says.</exception>
    public static MappedHeader Read(Stream file, string source)
    {
        Span<byte> prologue = stackalloc byte[Prologue];
        if (file.ReadAtLeast(prologue, Prologue, throwOnEndOfStream: false) < Prologue || !prologue[..8].SequenceEqual(Magic))
        {
            throw new DataException($"{source}: offset 0: the file is no mapped file; make one with 'eventcollab data convert'.");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(prologue[8..]);
        if (length is <= 0 or > MaxText || length > file.Length - Prologue)
        {
            throw new DataException($"{source}: offset 8: a head of {length} bytes is impossible in a file of {file.Length}; make the file anew with 'eventcollab data convert'.");
        }

        var text = new byte[length];
        file.ReadExactly(text);
        var header = Parse(text, source) with { DataStart = Start(length) };
        return header.Length == file.Length
            ? header
            : throw new DataException($"{source}: the head announces {header.Length} bytes, the file has {file.Length}; make it anew with 'eventcollab data convert'.");
    }

    private static MappedHeader Parse(byte[] text, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<MappedHeader>(text, Format) is { } header && header.IsSound()
                ? header
                : throw new DataException($"{source}: offset {Prologue}: the head's type, rows, shape or columns are impossible; make the file anew with 'eventcollab data convert'.");
        }
        catch (JsonException error)
        {
            throw new DataException($"{source}: offset {Prologue}: the head cannot be read ({DataFiles.OneLine(error)}); make the file anew with 'eventcollab data convert'.", error);
        }
    }

    private static long Start(int textLength) => (Prologue + (long)textLength + 4095) / 4096 * 4096;

    private bool IsSound()
    {
        Int128 width = 1;
        foreach (var size in Shape.Take(4))
        {
            width *= size > 0 ? size : 0;
        }

        return Type is "uint8" or "float32" && Rows > 0 && (Shape.Count is 1 or 3) && width > 0 && width <= MaxWidth
            && TrainRows >= 0 && TrainRows <= Rows && !Columns.Contains(null!) && Columns.Count == (Shape.Count == 1 ? Shape[0] : 0);
    }
}
