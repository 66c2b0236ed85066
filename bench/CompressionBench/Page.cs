using System.Globalization;
using System.Text;

namespace EventCollab.CompressionBench;

/// <summary>The measured table of docs/methods/compression.md, between its two marks.</summary>
internal sealed class Page(int count, int passes, double copy, IReadOnlyList<Measured> rows, string constants)
{
    private const string Begin = "<!-- measured by bench/CompressionBench -->";
    private const string End = "<!-- end of measurement -->";

    public string Text()
    {
        var bytes = count * 4.0;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"d = {count:N0}, normal elements, one thread, medians of {passes} passes in processor time; {Machine()}. ");
        text.AppendLine(CultureInfo.InvariantCulture, $"Copying the vector moves {2 * bytes / copy / 1e9:F1} GB/s.");
        text.AppendLine();
        text.Append("| expression | bits an element | NMSE | encode ms | decode ms | add ms | exact sum ms | encode + decode GB/s | bar GB/s ");
        text.AppendLine("| share of copying's bandwidth | bytes allocated |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
        {
            // What must at least pass through memory: the input read, the message written and read, the output written.
            var moved = (2 * bytes) + (2 * row.Bits * count / 8);
            var share = moved / (row.Encode + row.Decode) / (2 * bytes / copy);
            var error = row.Expression.Contains('+', StringComparison.Ordinal) ? "" : row.Error.ToString("G4", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Expression}` | {row.Bits:F3} | {error} ");
            foreach (var seconds in new[] { row.Encode, row.Decode, row.Add, row.Sum })
            {
                text.Append("| ").Append(double.IsNaN(seconds) ? "" : (seconds * 1e3).ToString("F1", CultureInfo.InvariantCulture)).Append(' ');
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Rate(bytes) / 1e9:F2} | {Bar(row, bytes)} | {share:P0} | {row.Allocated} |");
        }

        return text.AppendLine().Append(constants).ToString();
    }

    public void WriteInto(string file)
    {
        var page = File.ReadAllText(file);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{file} lacks the marks between which the table stands.");
        }

        File.WriteAllText(file, page[..(begin + Begin.Length)] + "\n" + Text() + page[end..]);
    }

    private static string Bar(Measured row, double bytes) => row.Bar == 0 ? "" : $"{row.Bar:F1} {(row.Rate(bytes) >= row.Bar * 1e9 ? "reached" : "missed")}";

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? "unknown processor";
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"{model}, load {load}";
    }
}
