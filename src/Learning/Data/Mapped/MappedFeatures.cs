using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data.Mapped;

/// <summary>Rows of a mapped file, scaled as they are read.</summary>
public sealed class MappedFeatures : IFeatures
{
    private readonly MappedSet _samples;
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly double[] _means;
    private readonly double[] _deviations;

    internal MappedFeatures(MappedSet samples, ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows)
    {
        (_samples, Shape) = (samples, block.Shape);
        _rows = rows as int[] ?? [.. rows];
        _columns = [.. block.Columns];
        _means = [.. _columns.Select((column, position) => preparation.Values[samples.EntryOf(column, position)].Mean)];
        _deviations = [.. _columns.Select((column, position) => preparation.Values[samples.EntryOf(column, position)].Deviation)];
    }

    public int Rows => _rows.Length;

    public int Columns => _columns.Length;

    public IReadOnlyList<int> Shape { get; }

    public void Read(ReadOnlySpan<int> rows, Span<float> destination)
    {
        if (destination.Length < (long)rows.Length * Columns)
        {
            throw new ArgumentException($"{rows.Length} samples of {Columns} values do not fit in {destination.Length}.", nameof(destination));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rows[i], (uint)_rows.Length, nameof(rows));
            ReadOne(_rows[rows[i]], destination.Slice(i * Columns, Columns));
        }
    }

    /// <exception cref="DataException">A value is no finite number.</exception>
    private void ReadOne(int row, Span<float> destination)
    {
        _samples.ReadRaw(row, _columns, destination);
        for (var i = 0; i < destination.Length; i++)
        {
            var scaled = _deviations[i] > 0 ? (float)((destination[i] - _means[i]) / _deviations[i]) : 0f;
            destination[i] = float.IsFinite(scaled) && float.IsFinite(destination[i])
                ? scaled
                : throw new DataException($"{_samples.Source}: row {row}, column '{_samples.NameOf(_columns[i])}': no finite number; correct it and make the file anew.");
        }
    }
}
