using System.Text.Json.Serialization;

namespace EventCollab.Learning.Data.Folders;

/// <summary>
/// What stands in <c>split.json</c> of an organization's folder: its rows by id, how its values are prepared and, where it knows
/// the targets, the task and the classes.
/// </summary>
internal sealed record FolderSplit
{
    /// <summary>What kind of files hold the features.</summary>
    [JsonPropertyName("samples")]
    public required string Samples { get; init; }

    /// <summary>Of one sample.</summary>
    [JsonPropertyName("shape")]
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>As learnt from the training rows of all organizations with these columns.</summary>
    [JsonPropertyName("preparation")]
    public required IReadOnlyList<ValuePreparation> Preparation { get; init; }

    /// <summary>Of a table: the column of the rows' ids.</summary>
    [JsonPropertyName("idColumn")]
    public string? IdColumn { get; init; }

    [JsonPropertyName("task")]
    public string? Task { get; init; }

    [JsonPropertyName("target")]
    public string? Target { get; init; }

    /// <summary>Values of the target that are classes 0, 1, ..., the same at every organization.</summary>
    [JsonPropertyName("classes")]
    public IReadOnlyList<double>? Classes { get; init; }

    [JsonPropertyName("train")]
    public required IReadOnlyList<string> Train { get; init; }

    [JsonPropertyName("test")]
    public required IReadOnlyList<string> Test { get; init; }
}
