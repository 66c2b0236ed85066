namespace EventCollab.Learning.Data;

/// <summary>
/// A table of numbers, checked: every cell is finite, every id and every column name occurs once.
/// </summary>
/// <param name="Source">The file's name, for messages.</param>
/// <param name="Ids">One per row; the row number from 0 where the file has no id column.</param>
/// <param name="Columns">Names of the feature columns, in the file's order.</param>
/// <param name="Features">Rows x Columns values, row-major.</param>
/// <param name="TargetName">Name of the target column; empty where the table has none.</param>
/// <param name="Target">One per row; empty where the table has none.</param>
public sealed record Table(
    string Source,
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Columns,
    double[] Features,
    string TargetName,
    double[] Target)
{
    public int Rows => Ids.Count;

    /// <summary>The value of a feature; both numbers count from 0.</summary>
    public double At(int row, int column) => Features[(row * Columns.Count) + column];
}
