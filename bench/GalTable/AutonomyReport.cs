using EventCollab.Learning;

namespace EventCollab.GalTable;

/// <summary>Model autonomy: boosted trees, support vector machines, and half of the organizations each.</summary>
/// <param name="output">Where to.</param>
/// <param name="experiment">By data set, local model and split.</param>
/// <param name="splitSeed">The table's split.</param>
internal sealed class AutonomyReport(TextWriter output, Func<string, string, long, Experiment> experiment, long splitSeed)
{
    private const int Splits = 10;

    public void Write()
    {
        output.WriteLine("Other local models. GB-SVM: organizations 1 to 4 fit boosted trees, 5 to 8 support vector machines. Measured is the last round, in brackets behind");
        output.WriteLine("it the mean of the best rounds, which is what the published values are.");
        output.WriteLine();
        output.WriteLine("| data | GB published | GB | SVM published | SVM | GB-SVM published | GB-SVM |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var row in PublishedAutonomy.All)
        {
            output.WriteLine($"| {row.Name} | {row.Gb} | {Measured(row.Name, "gb")} | {row.Svm} | {Measured(row.Name, "svm")} | {row.GbSvm} | {Measured(row.Name, "gb,svm")} |");
            output.Flush();
        }

        output.WriteLine();
        WriteCheck();
    }

    private void WriteCheck()
    {
        output.WriteLine("| A10 boston_housing | all SVM | half GB, half SVM | what the half with GB costs |");
        output.WriteLine("|---|---|---|---|");
        for (var split = splitSeed; split < splitSeed + 3; split++)
        {
            var (all, half) = (Mean("svm", split), Mean("gb,svm", split));
            output.WriteLine($"| split {split} | {Verdict(Condition.Between("MAD", all, 2.8, 3.4))} | {Verdict(Condition.Between("MAD", half, 3.4, 4.8))} | {Verdict(Condition.AtLeast("MAD", half - all, 0.2))} |");
            output.Flush();
        }

        output.WriteLine();
        output.WriteLine($"Means over splits 0 to {Splits - 1} [least, most]: all SVM {Spread("svm")}, half and half {Spread("gb,svm")}.");
    }

    private string Spread(string models)
    {
        var means = Enumerable.Range(0, Splits).Select(split => Mean(models, split)).ToList();
        return $"{means.Average():F2} [{means.Min():F2}, {means.Max():F2}]";
    }

    private double Mean(string models, long split) => Summary.Of(experiment("boston_housing", models, split).Gal()).Mean;

    private static string Verdict(Condition condition) => condition.Holds ? $"holds: {condition.Text}" : $"not {condition.Text}";

    private string Measured(string name, string models)
    {
        var set = experiment(name, models, splitSeed);
        var results = set.Gal();
        return $"**{Summary.Of(results)}** [{Best(results, set.Metric)}]";
    }

    /// <summary>The best over rounds is chosen on the test rows: for the comparison only.</summary>
    private static string Best(IReadOnlyList<InProcessResult> results, string metric)
    {
        var smaller = metric == "mad";
        var best = results.Select(result => result.Reports.Select(report => report.Metric)).Select(values => smaller ? values.Min() : values.Max());
        return $"{best.Average():F2}";
    }
}
