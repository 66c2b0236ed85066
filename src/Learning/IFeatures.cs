namespace EventCollab.Learning;

/// <summary>
/// Features of N samples, read by rows: a table in memory, the bytes of images, or a mapped file that is larger than memory.
/// Several threads may read at once.
/// </summary>
public interface IFeatures
{
    /// <summary>N.</summary>
    int Rows { get; }

    /// <summary>Values of one sample: the product of <see cref="Shape"/>.</summary>
    int Columns { get; }

    /// <summary>Of one sample: [columns] for a table, [channels, height, width] for an image, [steps, inputs] for a series.</summary>
    IReadOnlyList<int> Shape { get; }

    /// <summary>Writes the given samples, one after another.</summary>
    /// <param name="rows">Row numbers from 0, in any order, also repeated.</param>
    /// <param name="destination">rows.Length x <see cref="Columns"/> values.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    void Read(ReadOnlySpan<int> rows, Span<float> destination);
}
