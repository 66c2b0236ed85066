using System.Text.Json.Serialization;

namespace EventCollab.Learning.Data;

/// <summary>How the values of one column, or of one channel, become features: (value - mean) / deviation, and 0 where the deviation is 0.</summary>
public sealed record ValuePreparation(
    [property: JsonPropertyName("mean")] double Mean,
    [property: JsonPropertyName("deviation")] double Deviation);
