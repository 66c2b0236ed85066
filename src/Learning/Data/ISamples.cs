using EventCollab.Learning.Data.Partitions;

namespace EventCollab.Learning.Data;

/// <summary>
/// Samples with a target as they were read, before they are divided: a table, images, or a file that is larger than memory.
/// Thread safe for reading.
/// </summary>
public interface ISamples
{
    /// <summary>The file's or folder's name, for messages.</summary>
    string Source { get; }

    /// <summary>One per row; the row number from 0 where the source has no ids.</summary>
    IReadOnlyList<string> Ids { get; }

    int Rows => Ids.Count;

    /// <summary>Of one sample: [columns] or [channels, height, width].</summary>
    IReadOnlyList<int> Shape { get; }

    /// <summary>Name of the target; empty where there is none.</summary>
    string TargetName { get; }

    /// <summary>One per row; empty where there is none.</summary>
    double[] Target { get; }

    /// <summary>Texts of the target's values 0, 1, ... where it is text; else null.</summary>
    IReadOnlyList<string>? TargetCategories => null;

    /// <summary>One text per row that says where it belongs; null where no column was named for it.</summary>
    IReadOnlyList<string>? Groups => null;

    /// <summary>What a block of columns is, in a few words.</summary>
    string Describe(ColumnBlock block);

    /// <summary>Learns from the training rows how raw values become features; every column (or channel) on its own.</summary>
    /// <exception cref="DataException">A column cannot be scaled.</exception>
    Preparation Fit(ColumnBlock block, IReadOnlyList<int> trainingRows);

    /// <summary>The features of some rows.</summary>
    /// <exception cref="DataException">A value cannot become a feature.</exception>
    IFeatures Prepare(ColumnBlock block, Preparation preparation, IReadOnlyList<int> rows);
}
