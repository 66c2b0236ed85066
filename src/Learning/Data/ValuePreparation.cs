using System.Text.Json.Serialization;

namespace EventCollab.Learning.Data;

/// <summary>
/// How the values of one column, or of one channel, become features: (value - mean) / deviation, and 0 where the deviation is 0.
/// </summary>
/// <param name="Name">Of the column or channel.</param>
/// <param name="Mean">Of the training rows.</param>
/// <param name="Deviation">Of the training rows, n - 1.</param>
public sealed record ValuePreparation(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("mean")] double Mean,
    [property: JsonPropertyName("deviation")] double Deviation)
{
    /// <summary>Stands in for a missing value, of categories their place; null where nothing may be missing.</summary>
    [JsonPropertyName("fill")]
    public double? Fill { get; init; }

    /// <summary>The training rows' categories in ordinal order; null for numbers.</summary>
    [JsonPropertyName("categories")]
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>True where a category's place is the feature, false where each category is a feature of 0 or 1.</summary>
    [JsonPropertyName("ordinal")]
    public bool Ordinal { get; init; }

    /// <summary>True where a category that is not among the training rows' is one that tells nothing, not an error.</summary>
    [JsonPropertyName("unseenIsUnknown")]
    public bool UnseenIsUnknown { get; init; }

    /// <summary>Features that it becomes.</summary>
    [JsonIgnore]
    public int Width => Categories is null || Ordinal ? 1 : Categories.Count;

    /// <summary>True where the numbers can be used.</summary>
    [JsonIgnore]
    public bool IsSound => double.IsFinite(Mean) && double.IsFinite(Deviation) && Deviation >= 0 && AreSorted && (Fill is not { } fill || IsPlace(fill));

    private bool IsPlace(double fill) => Categories is null ? double.IsFinite(fill) : double.IsInteger(fill) && fill >= 0 && fill < Categories.Count;

    private bool AreSorted => Categories is null
        || (Categories.Count > 0 && Categories.Zip(Categories.Skip(1), (left, right) => string.CompareOrdinal(left, right) < 0).All(ascending => ascending));
}
