namespace EventCollab.Learning.Data.Tables;

/// <summary>
/// Learns from the training rows what stands in for missing values, which categories there are, and each column's mean and
/// standard deviation (n - 1); a constant column becomes 0 (gal.md 5.1).
/// </summary>
internal static class TableFit
{
    /// <summary>Every column on its own, so that an organization gets the same bytes from its own columns as from the whole table.</summary>
    public static ValuePreparation[] Fit(Table table, IReadOnlyList<int> columns, IReadOnlyList<int> trainingRows)
    {
        ValuePreparation[] values = [.. columns.Select(column => table.CategoriesOf(column) is { } texts
            ? Categories(table, column, texts, trainingRows)
            : new ValuePreparation(table.Columns[column], 0, 0) { Fill = Fill(table, column, trainingRows) })];
        var moments = new TableMoments(table, columns, values, trainingRows);
        return [.. values.Select((value, position) => value.Categories is null || value.Ordinal
            ? value with { Mean = moments.Mean(position), Deviation = moments.Deviation(position) }
            : value)];
    }

    private static ValuePreparation Categories(Table table, int column, IReadOnlyList<string> texts, IReadOnlyList<int> rows)
    {
        var counts = new int[texts.Count];
        foreach (var row in rows)
        {
            var place = table.At(row, column);
            if (!double.IsNaN(place))
            {
                counts[(int)place]++;
            }
        }

        int[] seen = [.. Enumerable.Range(0, texts.Count).Where(place => counts[place] > 0)];
        var rules = table.Rules;
        return seen.Length == 0 ? throw AllMissing(table, column) : new ValuePreparation(table.Columns[column], 0, 1)
        {
            Categories = [.. seen.Select(place => texts[place])],
            Fill = rules.Imputation is null ? null : Array.IndexOf(seen, seen.MaxBy(place => counts[place])),
            Ordinal = rules.Encoding == CategoryEncoding.Ordinal,
            UnseenIsUnknown = rules.Unseen == UnseenCategory.Unknown,
        };
    }

    private static double? Fill(Table table, int column, IReadOnlyList<int> rows)
    {
        if (table.Rules.Imputation is not { } imputation)
        {
            return null;
        }

        double[] present = [.. rows.Select(row => table.At(row, column)).Where(value => !double.IsNaN(value))];
        if (present.Length == 0)
        {
            throw AllMissing(table, column);
        }

        if (imputation == Imputation.Mean)
        {
            return present.Sum() / present.Length;
        }

        Array.Sort(present);
        return imputation == Imputation.Median ? Median(present) : MostFrequent(present);
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] / 2) + (sorted[sorted.Length / 2] / 2);

    private static double MostFrequent(double[] sorted)
    {
        var (best, most) = (sorted[0], 0);
        for (var first = 0; first < sorted.Length;)
        {
            var next = first;
            while (next < sorted.Length && sorted[next] == sorted[first])
            {
                next++;
            }

            (best, most) = next - first > most ? (sorted[first], next - first) : (best, most);
            first = next;
        }

        return best;
    }

    private static DataException AllMissing(Table table, int column) =>
        new($"{table.Source}: column '{table.Columns[column]}' has no value in the training rows; leave it out with --exclude.");
}
