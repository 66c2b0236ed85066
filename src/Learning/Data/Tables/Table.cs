using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Tables;

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
    double[] Target) : ISamples
{
    /// <summary>Set where the columns are an image's pixels.</summary>
    public ImageLayout? Layout { get; init; }

    public int Rows => Ids.Count;

    public IReadOnlyList<int> Shape => Layout?.Shape ?? [Columns.Count];

    /// <summary>The value of a feature; both numbers count from 0.</summary>
    public double At(int row, int column) => Features[(row * Columns.Count) + column];

    public string Describe(ColumnBlock block) =>
        $"{block.Count} column{(block.Count == 1 ? string.Empty : "s")} ({string.Join(", ", block.Columns.Select(column => Columns[column]))})";

    public Preparation Fit(ColumnBlock block, IReadOnlyList<int> trainingRows) => Standardizer.Fit(this, block.Columns, trainingRows);

    public IFeatures Prepare(ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows) =>
        Standardizer.Apply(this, block, preparation, rows);
}
