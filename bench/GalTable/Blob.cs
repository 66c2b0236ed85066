using EventCollab.Learning;
using EventCollab.Learning.Data;
using EventCollab.Learning.Data.Tables;

namespace EventCollab.GalTable;

/// <summary>The paper's synthetic set: 10 isotropic Gaussian blobs of deviation 1, centres uniform in [-10, 10]^10, 10 rows each.</summary>
internal static class Blob
{
    private const int Classes = 10;
    private const int Columns = 10;
    private const int RowsPerClass = 10;

    public static Dataset Create()
    {
        var random = new RandomSource(SeedSequence.Derive(0, 0, string.Empty, "blob"));
        var centres = Enumerable.Range(0, Classes * Columns).Select(_ => random.NextUniform(-10, 10)).ToArray();
        var rows = Classes * RowsPerClass;
        var features = Enumerable.Range(0, rows * Columns)
            .Select(place => centres[(place / Columns / RowsPerClass * Columns) + (place % Columns)] + random.NextNormal())
            .ToArray();
        var table = new Table(
            "blob",
            [.. Enumerable.Range(0, rows).Select(row => $"{row}")],
            [.. Enumerable.Range(0, Columns).Select(column => $"x{column}")],
            features,
            "target",
            [.. Enumerable.Range(0, rows).Select(row => (double)(row / RowsPerClass))]);
        return new Dataset { Name = "blob", Samples = table, Task = PredictionTask.Classification, TaskRule = "made-up data", Synthetic = true };
    }
}
