using System.Text.Json.Serialization;

namespace EventCollab.Learning.Data;

/// <summary>The rows of a collaboration in an organization's folder, by id; task and target at the sponsor only.</summary>
internal sealed record FolderSplit
{
    [JsonPropertyName("idColumn")]
    public required string IdColumn { get; init; }

    [JsonPropertyName("task")]
    public string? Task { get; init; }

    [JsonPropertyName("target")]
    public string? Target { get; init; }

    [JsonPropertyName("train")]
    public required IReadOnlyList<string> Train { get; init; }

    [JsonPropertyName("test")]
    public required IReadOnlyList<string> Test { get; init; }
}
