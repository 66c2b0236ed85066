using EventCollab.Learning.Models;

namespace EventCollab.LearnersBench;

/// <summary>The page <c>docs/learners-performance.md</c>.</summary>
internal sealed record Report(IReadOnlyList<Row> Rows, int Alternations, string XgBoostVersion)
{
    /// <summary>Names of rows that do not hold.</summary>
    public IEnumerable<string> Failures(bool speedToo) =>
        Rows.Where(row => !row.Learned || (speedToo && row.Ratio > Row.Bar)).Select(row => $"{LocalLearners.NameOf(row.Case.Kind)}, {row.Case.Name}");

    public void Write(TextWriter output)
    {
        output.WriteLine("# XGBoost and LIBSVM through the binding, beside Python and svm-train");
        output.WriteLine();
        output.WriteLine($"The same data learned by `gb` and `svm` and by XGBoost's Python package ({XgBoostVersion}) or Debian's `svm-train`, one thread each, with the same native");
        output.WriteLine($"library on both sides. Processor seconds, user and system; medians of {Alternations} alternations, in brackets the least and the most ratio of a pair. A ratio");
        output.WriteLine($"above {Row.Bar} misses the bar. First both sides' predictions are compared: the largest difference, and for classes by LIBSVM the share of rows classed");
        output.WriteLine("otherwise (svm-train reads gamma as float32, so the two stop at points as far apart as the tolerance, 1e-3, allows). `gb` fits and predicts the training rows, as does Python, both from values in memory. `svm` fits; from svm-train's time the reading of its");
        output.WriteLine("file is taken off, measured by a run that stops at once. Written by `make bench`.");
        output.WriteLine();
        output.WriteLine("| learner | data | difference | ours, s | peer, s | ours / peer | |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var row in Rows)
        {
            var (least, most) = row.Range;
            output.WriteLine(
                $"| {LocalLearners.NameOf(row.Case.Kind)} | {row.Case.Name} | {row.Difference:0.0E+0} | {row.OurSeconds:F3} | {row.TheirSeconds:F3} "
                + $"| **{row.Ratio:F3}** [{least:F3}, {most:F3}] | {Verdict(row)} |");
        }
    }

    private static string Verdict(Row row) => !row.Learned ? "**learned otherwise**" : row.Ratio > Row.Bar ? "**missed**" : "reached";
}
