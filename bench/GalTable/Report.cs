using EventCollab.Learning;

namespace EventCollab.GalTable;

/// <summary>Writes the measurements as Markdown.</summary>
/// <param name="output">Where to.</param>
/// <param name="experiment">By data set, local model and split.</param>
/// <param name="model">The local model of the table and the checks.</param>
/// <param name="seeds">How many, from 0.</param>
/// <param name="splitSeed">The table's split; the checks are repeated on the two after it.</param>
internal sealed class Report(TextWriter output, Func<string, string, long, Experiment> experiment, string model, int seeds, long splitSeed)
{
    public void Write()
    {
        output.WriteLine("# GAL: published and measured");
        output.WriteLine();
        output.WriteLine($"M = 8 organizations, T = 10 rounds, local model {model}, seeds 0 to {seeds - 1} on split {splitSeed}; mean(population standard deviation) of the");
        output.WriteLine("**last** round on the evaluation rows: MAD for diabetes and boston_housing (less is better), accuracy in percent for the others.");
        output.WriteLine("Published values (Table A of the paper) are the best over the rounds on a split that was not published. Written by");
        output.WriteLine("`dotnet run --project bench/GalTable -c Release -- --markdown docs/gal-results.md`.");
        output.WriteLine();
        WriteTable();
        output.WriteLine();
        output.WriteLine("AL is true sequential assistance; the published AL figures come from code that keeps only the last organization's step.");
        output.WriteLine("Late starts at 0 with a clipped gradient, so its regression figures say how far the evaluation rows' mean lies from 0.");
        output.WriteLine();
        new AutonomyReport(output, experiment, splitSeed).Write();
        output.WriteLine();
        WriteChecks();
        output.WriteLine();
        WriteVariants();
    }

    private void WriteTable()
    {
        output.WriteLine("| data | Joint published | Joint | Alone published | Alone | GAL published | GAL | AL published | AL | Late published | Late | uniform weights | rate 1 |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var row in Published.All)
        {
            var set = experiment(row.Name, model, splitSeed);
            output.WriteLine(
                $"| {row.Name} | {row.Joint} | {Summary.Of(set.Joint())} | {row.Alone} | {Summary.Of(set.Alone())} | {row.Gal} | **{Summary.Of(set.Gal())}** "
                + $"| {row.Al} | {Summary.Of(set.Sequential())} | {row.Late} | {Summary.Of(set.Late())} "
                + $"| {Summary.Of(set.Gal("\"weights\":\"uniform\""))} | {Summary.Of(set.Gal("\"rate\":\"fixed\""))} |");
            output.Flush();
        }
    }

    /// <summary>Ranges hold over splits; a mean that lies just outside on one split says little, so two more are shown.</summary>
    private void WriteChecks()
    {
        output.WriteLine("Checks of GAL, and of the peers in the same runs, each with what was measured and the range it must lie in:");
        output.WriteLine();
        output.WriteLine($"| check | split {splitSeed} | split {splitSeed + 1} | split {splitSeed + 2} | measured on split {splitSeed} |");
        output.WriteLine("|---|---|---|---|---|");
        var splits = Enumerable.Range(0, 3).Select(offset => new Checks(name => experiment(name, model, splitSeed + offset))).ToList();
        foreach (var name in Checks.Names)
        {
            var conditions = splits.Select(checks => checks.Of(name)).ToList();
            output.WriteLine($"| {name} | {string.Join(" | ", conditions.Select(Verdict))} | {string.Join("; ", conditions[0].Select(condition => condition.Text))} |");
            output.Flush();
        }

        output.WriteLine();
        WriteSpread();
        output.WriteLine();
        var alone = experiment("breast_cancer", model, splitSeed).Alone().Select(result => $"{result.Reports[^1].Metric:F1}");
        output.WriteLine($"Alone depends on which columns the sponsor draws: on breast_cancer, by seed, {string.Join(", ", alone)}.");
    }

    private void WriteSpread()
    {
        const int Splits = 10;
        output.WriteLine($"How much the split decides, ridge, means of {seeds} seeds on splits 0 to {Splits - 1}: mean [least, most]");
        output.WriteLine();
        output.WriteLine("| data | Joint | GAL |");
        output.WriteLine("|---|---|---|");
        foreach (var name in new[] { "diabetes", "boston_housing", "wine", "breast_cancer" })
        {
            var sets = Enumerable.Range(0, Splits).Select(split => experiment(name, "ridge", split)).ToList();
            output.WriteLine($"| {name} | {Spread(sets.Select(set => set.Joint()))} | {Spread(sets.Select(set => set.Gal()))} |");
        }
    }

    private static string Spread(IEnumerable<IReadOnlyList<InProcessResult>> results)
    {
        var values = results.Select(runs => Summary.Of(runs).Mean).ToList();
        return $"{values.Average():F2} [{values.Min():F2}, {values.Max():F2}]";
    }

    private static string Verdict(IReadOnlyList<Condition> conditions)
    {
        var failed = conditions.Where(condition => !condition.Holds).Select(condition => condition.Text).ToList();
        return failed.Count == 0 ? "holds" : $"{conditions.Count - failed.Count} of {conditions.Count}, not {string.Join(" and ", failed)}";
    }

    private void WriteVariants()
    {
        string[] names = ["diabetes", "boston_housing", "wine", "breast_cancer"];
        output.WriteLine($"| variant | {string.Join(" | ", names)} |");
        output.WriteLine($"|---|{string.Concat(names.Select(_ => "---|"))}");
        Row("GAL", model, "");
        Row("ridge", "ridge", "");
        Row("exact weights", model, "\"weights\":\"exact\"");
        Row("privacy dp, 1", model, "\"privacy\":\"dp\"");
        Row("privacy ip, 1", model, "\"privacy\":\"ip\"");
        foreach (var loss in new[] { "l1", "l1.5", "l2", "l4" })
        {
            Row($"local loss {loss}", model, $"\"localLoss\":\"{loss}\"");
        }

        Row("noise 5 on organizations 5-8", model, "\"noiseSigma\":5");
        Row("the same, uniform weights", model, "\"noiseSigma\":5,\"weights\":\"uniform\"");
        output.WriteLine();
        output.WriteLine("| digits | mlp | mlp, shared extractor |");
        output.WriteLine("|---|---|---|");
        var digits = experiment("digits", "mlp", splitSeed);
        output.WriteLine($"| GAL | {Summary.Of(digits.Gal())} | {Summary.Of(digits.Gal("\"deepModelSharing\":true"))} |");

        void Row(string name, string localModel, string options)
        {
            output.WriteLine($"| {name} | {string.Join(" | ", names.Select(data => Summary.Of(experiment(data, localModel, splitSeed).Gal(options))))} |");
            output.Flush();
        }
    }
}
