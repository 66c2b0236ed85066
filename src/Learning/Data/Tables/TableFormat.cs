namespace EventCollab.Learning.Data.Tables;

/// <summary>Which columns of a CSV file have a role.</summary>
public sealed record TableFormat
{
    /// <summary>The target's column; null reads a table without target (an organization that is not the sponsor).</summary>
    public string? Target { get; init; }

    /// <summary>The column of the rows' ids; null numbers the rows from 0.</summary>
    public string? Id { get; init; }
}
