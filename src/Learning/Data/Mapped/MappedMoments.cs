using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>Mean and deviation of the columns, or channels, of a mapped file.</summary>
internal sealed class MappedMoments(MappedSet samples, ColumnBlock block)
{
    public Preparation Fit(IReadOnlyList<int> trainingRows)
    {
        int[] columns = [.. block.Columns];
        int[] entries = [.. columns.Select(samples.EntryOf)];
        var count = samples.Entries(block);
        var (shift, sum, squares, seen) = (new double[count], new double[count], new double[count], new long[count]);
        var values = new float[columns.Length];
        foreach (var row in trainingRows.Order())
        {
            samples.ReadRaw(row, columns, values);
            for (var i = 0; i < columns.Length; i++)
            {
                var entry = entries[i];

                // Around a value of its own a column far from 0 keeps its small differences.
                shift[entry] = seen[entry]++ == 0 ? values[i] : shift[entry];
                var difference = values[i] - shift[entry];
                sum[entry] += difference;
                squares[entry] += difference * difference;
            }
        }

        var names = new string[count];
        for (var i = columns.Length - 1; i >= 0; i--)
        {
            names[entries[i]] = samples.NameOf(columns[i]);
        }

        return new Preparation([.. Enumerable.Range(0, count).Select(entry => Of(names[entry], shift[entry], sum[entry], squares[entry], seen[entry]))]);
    }

    private ValuePreparation Of(string name, double shift, double sum, double squares, long count)
    {
        var spread = Math.Max(squares - (sum * sum / Math.Max(count, 1)), 0);
        return !double.IsFinite(spread) || !double.IsFinite(sum)
            ? throw new DataException($"{samples.Source}: column '{name}' holds a value that is no finite number; correct it and make the file anew.")
            : count < 2 ? new ValuePreparation(name, 0, 0) : new ValuePreparation(name, shift + (sum / count), Math.Sqrt(spread / (count - 1)));
    }
}
