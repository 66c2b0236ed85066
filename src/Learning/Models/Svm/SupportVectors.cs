using System.Numerics.Tensors;
using EventCollab.Learning.Models.Native;

namespace EventCollab.Learning.Models.Svm;

/// <summary>Support vectors with their kernel exp(-gamma |x - s|^2), evaluated by the very operations of LIBSVM in its order: the bits are its.</summary>
internal sealed class SupportVectors
{
    private readonly float[] _rows;
    private readonly int _columns;
    private readonly int _count;
    private readonly double _gamma;

    /// <summary>Column by column: lanes run over the vectors, so each vector's sum keeps the order of its columns.</summary>
    private readonly double[] _values;

    /// <param name="rows">Count x columns, row-major.</param>
    /// <param name="count">How many.</param>
    /// <param name="columns">d.</param>
    /// <param name="gamma">Of the kernel.</param>
    public SupportVectors(float[] rows, int count, int columns, double gamma)
    {
        (_rows, _count, _columns, _gamma) = (rows, count, columns, gamma);
        _values = new double[rows.Length];
        for (var i = 0; i < _count; i++)
        {
            for (var column = 0; column < columns; column++)
            {
                _values[(column * _count) + i] = rows[(i * columns) + column];
            }
        }
    }

    public int Count => _count;

    public int Columns => _columns;

    public static SupportVectors Of(FeatureMatrix features, IReadOnlyList<int> rows, double gamma)
    {
        var values = new float[rows.Count * features.Columns];
        for (var i = 0; i < rows.Count; i++)
        {
            features.Row(rows[i]).CopyTo(values.AsSpan(i * features.Columns));
        }

        return new SupportVectors(values, rows.Count, features.Columns, gamma);
    }

    public static SupportVectors Read(ref ModelReader reader, int columns)
    {
        var count = reader.Whole(0, int.MaxValue);
        var gamma = reader.Double();
        return gamma >= 0 ? new SupportVectors(reader.Singles((long)count * columns), count, columns, gamma) : throw reader.Refuse("gamma is negative");
    }

    public void Write(ModelWriter writer) => writer.Add(_count).Add(_gamma).Add<float>(_rows);

    /// <param name="row">d values.</param>
    /// <param name="kernel">One value for each support vector.</param>
    /// <param name="scratch">As long as <paramref name="kernel"/>.</param>
    public void Kernel(ReadOnlySpan<float> row, Span<double> kernel, Span<double> scratch)
    {
        kernel.Clear();
        for (var column = 0; column < _columns; column++)
        {
            TensorPrimitives.Subtract(_values.AsSpan(column * _count, _count), (double)row[column], scratch);
            TensorPrimitives.Multiply(scratch, scratch, scratch);
            TensorPrimitives.Add(kernel, scratch, kernel);
        }

        for (var i = 0; i < kernel.Length; i++)
        {
            // Not the vectorised exponential: its last bits depend on the machine.
            kernel[i] = Math.Exp(-_gamma * kernel[i]);
        }
    }
}
