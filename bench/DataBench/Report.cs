using System.Globalization;
using System.Text;

namespace EventCollab.DataBench;

/// <summary>Measures each file by turns with each reader and writes the page <c>docs/data-performance.md</c>.</summary>
internal sealed class Report(int rows, int columns, int repeats, string python)
{
    private const double MostSeconds = 3;
    private const double MostTimesItsSize = 3;

    /// <summary>True where every file loaded within its bounds.</summary>
    public bool Reached { get; private set; } = true;

    public string Measure(string folder)
    {
        var page = new StringBuilder(
            $"""
            # Loading tables

            A made-up CSV file of {rows:N0} rows x {columns} columns, loaded {repeats} times by turns, each time in a process of its own; shown
            are the middle values. Wall time is that of loading, without the start of the process; processor time and the highest
            resident size are the whole process's, the runtime's included. The sums of all values were compared first. The aim:
            under {MostSeconds:0} s and under {MostTimesItsSize:0} times the file's size in memory. Written by `make bench` on {Environment.ProcessorCount} processors.

            | values | file MB | reader | wall s | processor s | peak MB | times the file's size |
            |---|---|---|---|---|---|---|

            """);
        foreach (var (name, format) in new[] { ("measurements (-1.234567)", "F6"), ("whole doubles (17 digits)", "R") })
        {
            var path = Path.Combine(folder, "table.csv");
            Sample.Write(path, rows, columns, format);
            var size = new FileInfo(path).Length;
            var (ours, theirs) = Alternate(path);
            Row(page, name, size, ours);
            Row(page, name, size, theirs);
            Reached &= Middle(ours, one => one.Wall) < MostSeconds && Middle(ours, one => one.PeakBytes) < MostTimesItsSize * size;
        }

        page.AppendLine().AppendLine(Reached ? "The aim is reached." : "The aim is NOT reached here.");
        return page.ToString();
    }

    private (List<Loaded> Ours, List<Loaded> Theirs) Alternate(string path)
    {
        var (ours, theirs) = (new List<Loaded>(), new List<Loaded>());
        for (var i = 0; i < repeats; i++)
        {
            ours.Add(Worker.RunSelf(path));
            theirs.Add(Worker.Run(python, Path.Combine(AppContext.BaseDirectory, "twin.py"), path, "numpy"));
            if (ours[i].Rows != theirs[i].Rows || Math.Abs(ours[i].Sum - theirs[i].Sum) > 1e-6 * rows)
            {
                throw new InvalidOperationException($"the readers disagree: {ours[i]} and {theirs[i]}");
            }
        }

        return (ours, theirs);
    }

    private static void Row(StringBuilder page, string name, long size, List<Loaded> runs)
    {
        var peak = Middle(runs, one => one.PeakBytes);
        page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {size / 1e6:0} | {runs[0].Reader} | {Middle(runs, one => one.Wall):0.00} | {Middle(runs, one => one.Cpu):0.00} | {peak / 1e6:0} | {peak / size:0.00} |");
    }

    private static double Middle(List<Loaded> runs, Func<Loaded, double> value) => runs.Select(value).Order().ElementAt(runs.Count / 2);
}
