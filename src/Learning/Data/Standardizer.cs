namespace EventCollab.Learning.Data;

/// <summary>Scales columns by the mean and the standard deviation (n - 1) of the training rows; a constant column becomes 0 (gal.md 5.1).</summary>
internal static class Standardizer
{
    /// <summary>Every column on its own, so that an organization gets the same bytes from its own columns as from the whole table.</summary>
    public static (FeatureMatrix Training, FeatureMatrix Evaluation) Apply(Table table, IReadOnlyList<int> columns, TrainTestSplit split)
    {
        var training = new float[split.Training.Count * columns.Count];
        var evaluation = new float[split.Evaluation.Count * columns.Count];
        for (var position = 0; position < columns.Count; position++)
        {
            var (mean, deviation) = Moments(table, columns[position], split.Training);
            Fill(training, split.Training, position);
            Fill(evaluation, split.Evaluation, position);

            void Fill(float[] values, IReadOnlyList<int> rows, int at)
            {
                for (var i = 0; i < rows.Count; i++)
                {
                    var scaled = deviation > 0 ? (float)((table.At(rows[i], columns[at]) - mean) / deviation) : 0f;
                    values[(i * columns.Count) + at] = float.IsFinite(scaled) ? scaled : throw TooLarge(table, columns[at]);
                }
            }
        }

        return (new FeatureMatrix(training, split.Training.Count, columns.Count), new FeatureMatrix(evaluation, split.Evaluation.Count, columns.Count));
    }

    private static (double Mean, double Deviation) Moments(Table table, int column, IReadOnlyList<int> rows)
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
        return !double.IsFinite(squares) ? throw TooLarge(table, column) : (mean, constant ? 0 : Math.Sqrt(squares / (rows.Count - 1)));
    }

    private static DataException TooLarge(Table table, int column) =>
        new($"{table.Source}: column '{table.Columns[column]}' holds values too large to be scaled; give it in another unit.");
}
