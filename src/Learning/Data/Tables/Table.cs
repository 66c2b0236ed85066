using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Tables;

/// <summary>
/// A table, checked: every number is finite, every id and every column name occurs once. A missing cell is NaN; a category is its
/// place among the column's texts.
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
    /// <summary>For each column its texts in ordinal order, or null for numbers; empty where all are numbers.</summary>
    public IReadOnlyList<IReadOnlyList<string>?> Categories { get; init; } = [];

    public IReadOnlyList<string>? TargetCategories { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }

    /// <summary>Set where the columns are an image's pixels.</summary>
    public ImageLayout? Layout { get; init; }

    /// <summary>How values become features.</summary>
    public TableRules Rules { get; init; } = new();

    public int Rows => Ids.Count;

    public IReadOnlyList<int> Shape => Layout?.Shape ?? [Columns.Count];

    /// <summary>The value of a feature; both numbers count from 0.</summary>
    public double At(int row, int column) => Features[(row * Columns.Count) + column];

    /// <summary>The texts of a column; null where it holds numbers.</summary>
    public IReadOnlyList<string>? CategoriesOf(int column) => Categories.Count > 0 ? Categories[column] : null;

    public string Describe(ColumnBlock block) =>
        $"{block.Count} column{(block.Count == 1 ? string.Empty : "s")} ({string.Join(", ", block.Columns.Select(column => Columns[column]))})";

    public Preparation Fit(ColumnBlock block, IReadOnlyList<int> trainingRows) => new(TableFit.Fit(this, block.Columns, trainingRows));

    public IFeatures Prepare(ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows) => TableFeatures.Of(this, block, preparation, rows);
}
