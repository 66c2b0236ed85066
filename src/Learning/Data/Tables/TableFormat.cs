namespace EventCollab.Learning.Data.Tables;

/// <summary>Which columns of a CSV file have a role, and what beside numbers is accepted.</summary>
public sealed record TableFormat
{
    /// <summary>The target's column; null reads a table without target (an organization that does not know it).</summary>
    public string? Target { get; init; }

    /// <summary>The column of the rows' ids; null numbers the rows from 0.</summary>
    public string? Id { get; init; }

    /// <summary>The column whose values say which organization a row belongs to; it is no feature unless it is categorical too.</summary>
    public string? Group { get; init; }

    /// <summary>Between cells.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Columns of text; also the target where its classes are text.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns that are left out.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>True where empty cells of features are accepted, as NaN.</summary>
    public bool MissingAllowed { get; init; }

    /// <summary>Other values for those in the target's column; null leaves them.</summary>
    public TargetMap? TargetMap { get; init; }

    /// <summary>How values become features.</summary>
    public TableRules Rules { get; init; } = new();
}
