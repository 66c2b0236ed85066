namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>What the workers fill: each cell has its place before the first is read.</summary>
internal sealed class TableBuffers
{
    /// <param name="header">Has the columns' roles.</param>
    /// <param name="rows">How many rows there is room for.</param>
    /// <param name="first">The number of the first of them.</param>
    public TableBuffers(CsvHeader header, int rows, long first = 0)
    {
        (Rows, First) = (rows, first);
        var features = 0;
        Offsets = new int[header.Roles.Count];
        for (var column = 0; column < Offsets.Length; column++)
        {
            Offsets[column] = header.Roles[column] is ColumnRole.Number or ColumnRole.Category ? features++ : 0;
        }

        Width = features;
        Features = GC.AllocateUninitializedArray<double>(rows * features);
        Target = header.Format.Target is null ? [] : new double[rows];
        Ids = header.Format.Id is null ? null : new string[rows];
        Groups = header.Format.Group is null ? null : new double[rows];
    }

    public int Rows { get; }

    public long First { get; }

    /// <summary>Feature columns.</summary>
    public int Width { get; }

    /// <summary>For each column of the file its place among the features.</summary>
    public int[] Offsets { get; }

    public double[] Features { get; }

    public double[] Target { get; }

    public string[]? Ids { get; }

    /// <summary>Numbers of the groups' texts.</summary>
    public double[]? Groups { get; }

    /// <summary>Where a category's number stands.</summary>
    public ref double CategoryAt(ColumnRole role, int column, long row)
    {
        switch (role)
        {
            case ColumnRole.TargetCategory:
                return ref Target[row - First];
            case ColumnRole.Group:
                return ref Groups![row - First];
            default:
                return ref Features[((row - First) * Width) + Offsets[column]];
        }
    }
}
