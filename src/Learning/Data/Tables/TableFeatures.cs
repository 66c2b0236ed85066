using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Tables;

/// <summary>Makes features of a table's rows as their preparation says.</summary>
internal static class TableFeatures
{
    public static FeatureMatrix Of(Table table, ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows)
    {
        var values = preparation.Values;
        var width = values.Sum(value => value.Width);
        if ((long)rows.Count * width > Array.MaxLength)
        {
            throw new DataException($"{table.Source}: {rows.Count} rows of {width} features are more than memory can hold in one piece; make a mapped file of it with 'eventcollab data convert'.");
        }

        var features = new float[rows.Count * width];
        var cells = new TableCells(table, block.Columns, values);
        var row = new double[block.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            cells.Read(rows[i], row);
            var at = i * width;
            for (var position = 0; position < row.Length; position++)
            {
                Write(table, block.Columns[position], values[position], row[position], features.AsSpan(at, values[position].Width));
                at += values[position].Width;
            }
        }

        return new FeatureMatrix(features, rows.Count, width) { Shape = width == block.Count ? block.Shape : [width] };
    }

    private static void Write(Table table, int column, ValuePreparation value, double cell, Span<float> features)
    {
        if (value.Categories is not null && cell == TableCells.Unseen)
        {
            features.Clear();
            return;
        }

        if (value.Categories is not null && !value.Ordinal)
        {
            features.Clear();
            features[(int)cell] = 1;
            return;
        }

        var scaled = value.Deviation > 0 ? (float)((cell - value.Mean) / value.Deviation) : 0f;
        features[0] = float.IsFinite(scaled) ? scaled : throw TableMoments.TooLarge(table, column);
    }
}
