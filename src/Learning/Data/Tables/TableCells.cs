namespace EventCollab.Learning.Data.Tables;

/// <summary>Reads rows of columns with missing values filled and categories at their places among the training rows'.</summary>
internal sealed class TableCells
{
    /// <summary>The place of a category that no training row has.</summary>
    public const double Unseen = -1;
    private readonly Table _table;
    private readonly int[] _columns;
    private readonly ValuePreparation[] _values;
    private readonly double[]?[] _places;

    public TableCells(Table table, IReadOnlyList<int> columns, IReadOnlyList<ValuePreparation> values)
    {
        (_table, _columns, _values) = (table, [.. columns], [.. values]);
        _places = [.. columns.Select((column, position) => table.CategoriesOf(column) is { } texts ? Places(texts, values[position].Categories!) : null)];
    }

    /// <summary>Writes one value for each column.</summary>
    public void Read(int row, Span<double> destination)
    {
        var cells = _table.Features.AsSpan(row * _table.Columns.Count, _table.Columns.Count);
        for (var i = 0; i < _columns.Length; i++)
        {
            var cell = cells[_columns[i]];
            destination[i] = double.IsNaN(cell) ? Filled(row, i) : _places[i] is { } places ? Place(row, i, places[(int)cell]) : cell;
        }
    }

    private static double[] Places(IReadOnlyList<string> texts, IReadOnlyList<string> training)
    {
        var places = training.Index().ToDictionary(pair => pair.Item, pair => (double)pair.Index, StringComparer.Ordinal);
        return [.. texts.Select(text => places.GetValueOrDefault(text, Unseen))];
    }

    private double Filled(int row, int position) => _values[position].Fill
        ?? throw new DataException($"{_table.Source}: row {row}, column '{_table.Columns[_columns[position]]}': the cell is missing; fill it, remove the row, or use --impute.");

    private double Place(int row, int position, double place)
    {
        var column = _columns[position];
        return place != Unseen || _values[position].UnseenIsUnknown ? place : throw new DataException(
            $"{_table.Source}: row {row}, column '{_table.Columns[column]}': category '{_table.CategoriesOf(column)![(int)_table.At(row, column)]}' "
            + "does not occur in the training rows; use another split, or let it tell nothing with --unseen unknown.");
    }
}
