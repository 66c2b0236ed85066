using System.Globalization;
using EventCollab.Learning.Data.Folders;
using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Tables.Reading;

namespace EventCollab.Learning.Data.Tables;

/// <summary>An organization's columns as <c>features.csv</c> and, where it knows them, its targets as <c>targets.csv</c>.</summary>
internal sealed class TableFiles : IHeldFiles
{
    private const string FeaturesFile = "features.csv";
    private const string TargetsFile = "targets.csv";

    public string Kind => "table";

    public bool CanHold(ISamples samples) => samples is Table;

    public FolderSplit Write(string folder, OrganizationData data, FolderSplit split)
    {
        var (table, block) = ((Table)data.Samples, data.Holding.Block.Columns);
        int[] rows = [.. data.Holding.Rows.Training.Concat(data.Holding.Rows.Evaluation).Distinct().Order()];
        var idColumn = "id";
        while (table.Columns.Contains(idColumn, StringComparer.Ordinal) || table.TargetName == idColumn)
        {
            idColumn = $"row_{idColumn}";
        }

        WriteTable(Path.Combine(folder, FeaturesFile), idColumn, [.. block.Select(column => table.Columns[column])], table, rows, (row, column) => Text(table, row, block[column]));
        if (data.Holding.Targets)
        {
            WriteTable(Path.Combine(folder, TargetsFile), idColumn, [table.TargetName], table, rows, (row, _) => Text(table.Target[row]));
        }

        return split with { IdColumn = idColumn };
    }

    public ISamples Read(string folder, FolderSplit split)
    {
        var path = Path.Combine(folder, FeaturesFile);
        var features = TableReader.Read(path, new TableFormat
        {
            Id = split.IdColumn ?? throw new DataException($"{folder}: split.json names no 'idColumn'."),
            Categorical = [.. split.Preparation.Where(value => value.Categories is not null).Select(value => value.Name)],
            MissingAllowed = split.Preparation.Any(value => value.Fill is not null),
        });
        if (!features.Columns.SequenceEqual(split.Preparation.Select(value => value.Name), StringComparer.Ordinal))
        {
            throw new DataException($"{path}: its columns are not those that 'preparation' in split.json names; make the folder anew with 'eventcollab data split'.");
        }

        var layout = Layout(split.Shape, features, path);
        if (split.Target is null)
        {
            return features with { Layout = layout };
        }

        path = Path.Combine(folder, TargetsFile);
        var targets = TableReader.Read(path, new TableFormat { Id = split.IdColumn });
        if (!targets.Columns.SequenceEqual([split.Target], StringComparer.Ordinal))
        {
            throw new DataException($"{path}: the columns must be '{split.IdColumn}' and '{split.Target}'.");
        }

        return targets.Ids.SequenceEqual(features.Ids, StringComparer.Ordinal)
            ? features with { Source = path, TargetName = split.Target, Target = targets.Features, Layout = layout }
            : throw new DataException($"{path}: its rows are not those of {FeaturesFile}; both need the same ids in the same order.");
    }

    private static ImageLayout? Layout(IReadOnlyList<int> shape, Table features, string path) => shape switch
    {
        [var columns] when columns == features.Columns.Count => null,
        [> 0 and var channels, > 0 and var height, > 0 and var width] when (Int128)channels * height * width == features.Columns.Count =>
            new ImageLayout(channels, height, width),
        _ => throw new DataException($"{path}: {features.Columns.Count} columns are not of the shape {string.Join(" x ", shape)} that split.json states."),
    };

    private static void WriteTable(string path, string idColumn, IReadOnlyList<string> columns, Table table, int[] rows, Func<int, int, string> cell)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', columns.Prepend(idColumn).Select(CsvCell.Escape)));
        foreach (var row in rows)
        {
            var cells = Enumerable.Range(0, columns.Count).Select(column => cell(row, column));
            writer.WriteLine(string.Join(',', cells.Prepend(CsvCell.Escape(table.Ids[row]))));
        }
    }

    private static string Text(Table table, int row, int column)
    {
        var value = table.At(row, column);
        return double.IsNaN(value) ? string.Empty : table.CategoriesOf(column) is { } texts ? CsvCell.Escape(texts[(int)value]) : Text(value);
    }

    /// <summary>"R" writes the shortest text that reads back as the same bits.</summary>
    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
