namespace EventCollab.Learning.Data;

/// <summary>Which data a command asks for.</summary>
/// <param name="Data">A name of the catalogue or the path of a CSV file.</param>
public sealed record DataRequest(string Data)
{
    /// <summary>The target's column; needed for a CSV file.</summary>
    public string? Target { get; init; }

    /// <summary>The column of the rows' ids.</summary>
    public string? Id { get; init; }

    public PredictionTask? Task { get; init; }
}
