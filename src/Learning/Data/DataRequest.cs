using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data;

/// <summary>Which data a command asks for.</summary>
/// <param name="Data">A name of the catalogue or the path of a CSV file or of a folder of images.</param>
public sealed record DataRequest(string Data)
{
    /// <summary>The target's column; needed for a CSV file.</summary>
    public string? Target { get; init; }

    /// <summary>The column of the rows' ids.</summary>
    public string? Id { get; init; }

    public PredictionTask? Task { get; init; }

    /// <summary>Columns of text; also the target where its classes are text.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns that are left out.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>The column whose values say which organization a row belongs to.</summary>
    public string? Group { get; init; }

    /// <summary>Between cells of a CSV file.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Other values for those of the target.</summary>
    public TargetMap? TargetMap { get; init; }

    /// <summary>How a table's values become features; an imputation accepts missing cells.</summary>
    public TableRules Rules { get; init; } = new();
}
