using System.Numerics;
using EventCollab.Learning.Data.Images;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.Learning.Data.Partitions;

/// <summary>
/// Vertical: every organization holds the same rows and other columns, one block each; the first is the sponsor and alone knows
/// the targets.
/// </summary>
public sealed record ColumnPartition(IReadOnlyList<ColumnBlock> Blocks) : IPartition
{
    /// <summary>
    /// A random permutation of the columns cut into chunks of columns div organizations; the last organization takes the
    /// rest too (GAL reference, gal.md 5.2).
    /// </summary>
    /// <exception cref="DataException">There are fewer columns than organizations.</exception>
    public static ColumnPartition Random(int columns, int organizations, long seed)
    {
        CheckCounts(columns, organizations);
        var order = new SeededPermutation(SeedSequence.Derive(seed, 0, string.Empty, "column-partition")).Of(columns);
        var chunk = columns / organizations;
        return new ColumnPartition([.. Enumerable.Range(0, organizations).Select(organization =>
            Ascending(order[(organization * chunk)..(organization == organizations - 1 ? columns : (organization + 1) * chunk)]))]);
    }

    /// <summary>
    /// Rectangular patches of an image with all its channels, row-major: for 2^p organizations 2^(p div 2) rows of
    /// 2^(p - p div 2) patches; 8 organizations hold two rows of four (gal.md 5.2).
    /// </summary>
    /// <exception cref="DataException">The number of organizations is no power of two or the image is too small.</exception>
    public static ColumnPartition Patches(ImageLayout image, int organizations)
    {
        CheckCounts(image.Size, organizations);
        var power = BitOperations.Log2((uint)organizations);
        var (rows, columns) = (1 << (power / 2), 1 << (power - (power / 2)));
        if (!BitOperations.IsPow2(organizations) || rows > image.Height || columns > image.Width)
        {
            throw new DataException($"An image of {image.Height} x {image.Width} pixels is cut into 1, 2, 4, 8, ... patches; {organizations} organizations do not fit.");
        }

        return new ColumnPartition([.. Enumerable.Range(0, organizations).Select(patch => Patch(image, patch / columns, patch % columns, rows, columns))]);
    }

    /// <summary>Patches of images; also where a table's columns are pixels, if the number of organizations allows it; else random columns.</summary>
    public static ColumnPartition For(Dataset dataset, int organizations, long seed) =>
        dataset.Samples.Shape is [var channels, var height, var width] && (dataset.Samples is not Table || BitOperations.IsPow2(organizations))
            ? Patches(new ImageLayout(channels, height, width), organizations)
            : Random(ColumnBlock.All(dataset.Samples).Count, organizations, seed);

    public IReadOnlyList<Holding> Divide(ISamples samples, TrainTestSplit split) =>
        [.. Blocks.Select((block, index) => new Holding(split, block, Targets: index == 0))];

    private static void CheckCounts(int columns, int organizations)
    {
        if (organizations < 1)
        {
            throw new DataException($"{organizations} organizations cannot hold columns; at least 1 is needed.");
        }

        if (columns < organizations)
        {
            throw new DataException(
                $"The table has {columns} feature column{(columns == 1 ? string.Empty : "s")}, fewer than the {organizations} organizations; use at most {columns} organizations.");
        }
    }

    private static ColumnBlock Ascending(int[] block)
    {
        Array.Sort(block);
        return new ColumnBlock(block);
    }

    private static ColumnBlock Patch(ImageLayout image, int patchRow, int patchColumn, int rows, int columns)
    {
        var (top, bottom) = (patchRow * image.Height / rows, (patchRow + 1) * image.Height / rows);
        var (left, right) = (patchColumn * image.Width / columns, (patchColumn + 1) * image.Width / columns);
        return new ColumnBlock(
            [.. from channel in Enumerable.Range(0, image.Channels)
                from y in Enumerable.Range(top, bottom - top)
                from x in Enumerable.Range(left, right - left)
                select (((channel * image.Height) + y) * image.Width) + x],
            [image.Channels, bottom - top, right - left]);
    }
}
