using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Tables;

/// <summary>Scales columns by the mean and the standard deviation (n - 1) of the training rows; a constant column becomes 0 (gal.md 5.1).</summary>
internal static class Standardizer
{
    /// <summary>Every column on its own, so that an organization gets the same bytes from its own columns as from the whole table.</summary>
    public static Preparation Fit(Table table, IReadOnlyList<int> columns, IReadOnlyList<int> trainingRows) =>
        new([.. columns.Select(column => Moments(table, column, trainingRows))]);

    public static FeatureMatrix Apply(Table table, ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows)
    {
        var values = new float[rows.Count * block.Count];
        for (var position = 0; position < block.Count; position++)
        {
            var (mean, deviation) = (preparation.Values[position].Mean, preparation.Values[position].Deviation);
            for (var i = 0; i < rows.Count; i++)
            {
                var scaled = deviation > 0 ? (float)((table.At(rows[i], block.Columns[position]) - mean) / deviation) : 0f;
                values[(i * block.Count) + position] = float.IsFinite(scaled) ? scaled : throw TooLarge(table, block.Columns[position]);
            }
        }

        return new FeatureMatrix(values, rows.Count, block.Count) { Shape = block.Shape };
    }

    private static ValuePreparation Moments(Table table, int column, IReadOnlyList<int> rows)
    {
        double sum = 0;
        foreach (var row in rows)
        {
            sum += table.At(row, column);
        }

        var mean = sum / rows.Count;
        double squares = 0;
        var constant = true;
        foreach (var row in rows)
        {
            var difference = table.At(row, column) - mean;
            squares += difference * difference;
            constant &= table.At(row, column) == table.At(rows[0], column);
        }

        // The mean of equal values may differ from them in the last bit; that rest must not be blown up to a feature.
        return double.IsFinite(squares) ? new ValuePreparation(mean, constant ? 0 : Math.Sqrt(squares / (rows.Count - 1))) : throw TooLarge(table, column);
    }

    private static DataException TooLarge(Table table, int column) =>
        new($"{table.Source}: column '{table.Columns[column]}' holds values too large to be scaled; give it in another unit.");
}
