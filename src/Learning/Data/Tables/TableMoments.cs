namespace EventCollab.Learning.Data.Tables;

/// <summary>Means and deviations (n - 1) of columns, row after row, so that a large table is read in the order in which it lies.</summary>
internal sealed class TableMoments
{
    private readonly Table _table;
    private readonly IReadOnlyList<int> _columns;
    private readonly double[] _means;
    private readonly double[] _squares;
    private readonly bool[] _constant;
    private readonly int _rows;

    public TableMoments(Table table, IReadOnlyList<int> columns, ValuePreparation[] values, IReadOnlyList<int> rows)
    {
        (_table, _columns, _rows) = (table, columns, rows.Count);
        _means = new double[columns.Count];
        _squares = new double[columns.Count];
        _constant = new bool[columns.Count];
        Array.Fill(_constant, true);
        var cells = new TableCells(table, columns, values);
        var (first, row) = (new double[columns.Count], new double[columns.Count]);
        cells.Read(rows[0], first);
        foreach (var number in rows)
        {
            cells.Read(number, row);
            for (var i = 0; i < row.Length; i++)
            {
                _means[i] += row[i];
                _constant[i] &= row[i] == first[i];
            }
        }

        for (var i = 0; i < row.Length; i++)
        {
            _means[i] /= rows.Count;
        }

        foreach (var number in rows)
        {
            cells.Read(number, row);
            for (var i = 0; i < row.Length; i++)
            {
                var difference = row[i] - _means[i];
                _squares[i] += difference * difference;
            }
        }
    }

    public double Mean(int position) => double.IsFinite(_squares[position]) ? _means[position] : throw TooLarge(_table, _columns[position]);

    /// <summary>The mean of equal values may differ from them in the last bit; that rest must not be blown up to a feature.</summary>
    public double Deviation(int position) => _constant[position] ? 0 : Math.Sqrt(_squares[position] / (_rows - 1));

    public static DataException TooLarge(Table table, int column) =>
        new($"{table.Source}: column '{table.Columns[column]}' holds values too large to be scaled; give it in another unit.");
}
