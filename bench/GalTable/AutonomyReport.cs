using EventCollab.Learning;

namespace EventCollab.GalTable;

/// <summary>Model autonomy: boosted trees, support vector machines, and half of the organizations each.</summary>
/// <param name="output">Where to.</param>
/// <param name="experiment">By data set, local model and split.</param>
/// <param name="splitSeed">The table's split.</param>
internal sealed class AutonomyReport(TextWriter output, Func<string, string, long, Experiment> experiment, long splitSeed)
{
    private const string Half = "gb,svm";
    private const int Splits = 5;

    public void Write()
    {
        output.WriteLine("Other local models. GB-SVM: organizations 1 to 4 fit boosted trees, 5 to 8 support vector machines. Measured is the last round, in brackets behind");
        output.WriteLine("it the mean of the best rounds, which is what the published values are. The last column is the weight of the four with trees, mean over rounds.");
        output.WriteLine();
        output.WriteLine("| data | GB published | GB | SVM published | SVM | GB-SVM published | GB-SVM | trees' weight |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in PublishedAutonomy.All)
        {
            output.WriteLine(
                $"| {row.Name} | {row.Gb} | {Measured(row.Name, "gb")} | {row.Svm} | {Measured(row.Name, "svm")} | {row.GbSvm} | {Measured(row.Name, Half)} "
                + $"| {TreesWeight(Results(row.Name, Half, splitSeed)):F2} |");
            output.Flush();
        }

        output.WriteLine();
        WriteCheck();
        output.WriteLine();
        WriteSpread();
    }

    private static string Verdict(Condition condition) => condition.Holds ? $"holds: {condition.Text}" : $"not {condition.Text}";

    private static double TreesWeight(IReadOnlyList<InProcessResult> results) =>
        results.Average(result => result.Reports.Average(report => report.Weights.Take(4).Sum(weight => weight.Weight)));

    /// <summary>The best over rounds is chosen on the test rows: for the comparison only.</summary>
    private static string Best(IReadOnlyList<InProcessResult> results, string metric)
    {
        var best = results.Select(result => result.Reports.Select(report => report.Metric)).Select(values => metric == "mad" ? values.Min() : values.Max());
        return $"{best.Average():F2}";
    }

    private void WriteCheck()
    {
        output.WriteLine("| A10 boston_housing | all SVM | half GB, half SVM | what the half with GB costs |");
        output.WriteLine("|---|---|---|---|");
        for (var split = splitSeed; split < splitSeed + 3; split++)
        {
            var (all, half) = (Mean("boston_housing", "svm", split), Mean("boston_housing", Half, split));
            output.WriteLine(
                $"| split {split} | {Verdict(Condition.Between("MAD", all, 2.8, 3.4))} | {Verdict(Condition.Between("MAD", half, 3.4, 4.8))} "
                + $"| {Verdict(Condition.AtLeast("MAD", half - all, 0.2))} |");
            output.Flush();
        }
    }

    private void WriteSpread()
    {
        output.WriteLine($"How much the split decides, means of the seeds on splits 0 to {Splits - 1}: mean [least, most]");
        output.WriteLine();
        output.WriteLine("| data | GB | SVM | GB-SVM |");
        output.WriteLine("|---|---|---|---|");
        foreach (var row in PublishedAutonomy.All)
        {
            output.WriteLine($"| {row.Name} | {Spread(row.Name, "gb")} | {Spread(row.Name, "svm")} | {Spread(row.Name, Half)} |");
            output.Flush();
        }
    }

    private string Spread(string name, string models)
    {
        var means = Enumerable.Range(0, Splits).Select(split => Mean(name, models, split)).ToList();
        return $"{means.Average():F2} [{means.Min():F2}, {means.Max():F2}]";
    }

    private IReadOnlyList<InProcessResult> Results(string name, string models, long split) => experiment(name, models, split).Gal();

    private double Mean(string name, string models, long split) => Summary.Of(Results(name, models, split)).Mean;

    private string Measured(string name, string models)
    {
        var results = Results(name, models, splitSeed);
        return $"**{Summary.Of(results)}** [{Best(results, experiment(name, models, splitSeed).Metric)}]";
    }
}
