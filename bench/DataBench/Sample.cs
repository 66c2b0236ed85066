using System.Globalization;
using EventCollab.Learning;

namespace EventCollab.DataBench;

/// <summary>A made-up file: normal values of about seven digits, as measurements have, or of seventeen, as programs write them.</summary>
internal static class Sample
{
    public static void Write(string path, int rows, int columns, string format)
    {
        var random = new RandomSource(1);
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Enumerable.Range(0, columns - 1).Select(column => $"x{column}").Append("target")));
        Span<char> cell = stackalloc char[40];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                random.NextNormal().TryFormat(cell, out var length, format, CultureInfo.InvariantCulture);
                writer.Write(cell[..length]);
                writer.Write(column < columns - 1 ? ',' : '\n');
            }
        }
    }
}
