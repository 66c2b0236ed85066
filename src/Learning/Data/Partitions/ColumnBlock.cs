namespace EventCollab.Learning.Data.Partitions;

/// <summary>Columns that one organization holds.</summary>
/// <param name="Columns">Column numbers from 0, ascending; of images channel x height x width + row x width + column.</param>
/// <param name="Shape">What they form: [columns] or [channels, height, width] of a patch.</param>
public sealed record ColumnBlock(IReadOnlyList<int> Columns, IReadOnlyList<int> Shape)
{
    /// <summary>Columns that form no image.</summary>
    public ColumnBlock(IReadOnlyList<int> columns)
        : this(columns, [columns.Count])
    {
    }

    public int Count => Columns.Count;

    /// <summary>Everything that the samples have, in their own shape.</summary>
    public static ColumnBlock All(ISamples samples) =>
        new([.. Enumerable.Range(0, samples.Shape.Aggregate(1, (product, size) => product * size))], samples.Shape);
}
