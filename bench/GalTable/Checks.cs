using EventCollab.Learning;

namespace EventCollab.GalTable;

/// <summary>The data checks A1 to A9: T = 10, M = 8, seeds 0 to 3, last round, one split.</summary>
internal sealed class Checks(Func<string, Experiment> experiment)
{
    private const string Noise = "\"noiseSigma\":5";

    public static IReadOnlyList<string> Names { get; } =
    [
        "A1 diabetes", "A2 boston_housing", "A3 wine", "A4 breast_cancer", "A5 digits", "A6 breast_cancer, noise 5",
        "A7 30 % missing", "A8 diabetes, rate 1", "A9 qsar_biodegradation",
    ];

    public IReadOnlyList<Condition> Of(string name) => name[..2] switch
    {
        "A1" => Regression("diabetes", (41.5, 51.5), 2, (42, 51), (48, 67), 6),
        "A2" => Regression("boston_housing", (2.5, 3.6), 0.5, (2.5, 3.4), (4, 6.5), 1),
        "A3" => Classification("wine", 91, 4, (93, 100), (40, 72)),
        "A4" => Classification("breast_cancer", 95, 1.5, (95, 100), (88, 97)),
        "A5" => [.. Classification("digits", 95, 100, (94, 100), (30, 45)), CentralPatches()],
        "A6" => NoiseConditions(),
        "A7" => Missing(),
        "A8" => RateConditions(),
        _ => Qsar(),
    };

    private static double Mean(IReadOnlyList<InProcessResult> results) => Summary.Of(results).Mean;

    private List<Condition> Regression(
        string name, (double Low, double High) gal, double overJoint, (double Low, double High) joint, (double Low, double High) alone, double gain)
    {
        var set = experiment(name);
        var (ours, all, own) = (Mean(set.Gal()), Mean(set.Joint()), Mean(set.Alone()));
        return
        [
            Condition.Between("GAL", ours, gal.Low, gal.High),
            Condition.AtMost("GAL - Joint", ours - all, overJoint),
            Condition.Between("Joint", all, joint.Low, joint.High),
            Condition.Between("Alone", own, alone.Low, alone.High),
            Condition.AtLeast("Alone - GAL", own - ours, gain),
        ];
    }

    private List<Condition> Classification(string name, double least, double belowJoint, (double Low, double High) joint, (double Low, double High) alone)
    {
        var set = experiment(name);
        var (ours, all, own) = (Mean(set.Gal()), Mean(set.Joint()), Mean(set.Alone()));
        return
        [
            Condition.AtLeast("GAL", ours, least),
            Condition.AtMost("Joint - GAL", all - ours, belowJoint),
            Condition.Between("Joint", all, joint.Low, joint.High),
            Condition.Between("Alone", own, alone.Low, alone.High),
        ];
    }

    private Condition CentralPatches()
    {
        var results = experiment("digits").Gal();
        var weights = Enumerable.Range(0, 8).Select(m => results.Average(result => result.Reports[0].Weights[m].Weight)).ToArray();
        int[] central = [1, 2, 5, 6];
        var (least, most) = (central.Min(m => weights[m]), Enumerable.Range(0, 8).Except(central).Max(m => weights[m]));
        return new Condition($"round 1: least weight of a central patch {least:F3} > most of another {most:F3}", least > most);
    }

    private List<Condition> NoiseConditions()
    {
        var set = experiment("breast_cancer");
        var noised = set.Gal(Noise);
        var largest = Enumerable.Range(4, 4).Max(m => noised.Average(result => result.Reports.Average(report => report.Weights[m].Weight)));
        return
        [
            Condition.AtLeast("GAL", Mean(noised), 92),
            Condition.AtMost("uniform weights", Mean(set.Gal($"{Noise},\"weights\":\"uniform\"")), 84),
            Condition.AtMost("largest weight of a noised organization", largest, 0.02),
            Condition.AtMost("share of the noised organizations", noised.Average(NoisedShare), 0.05),
        ];
    }

    /// <summary>C_m = sum_t w_m dL / sum_t dL over organizations 5 to 8.</summary>
    private static double NoisedShare(InProcessResult result) =>
        result.Reports.Sum(report => (report.LossBefore - report.Loss) * report.Weights.Skip(4).Sum(weight => weight.Weight))
        / result.Reports.Sum(report => report.LossBefore - report.Loss);

    private List<Condition> Missing()
    {
        static bool Sometimes(long seed, int round, int organization) =>
            organization > 0 && new RandomSource(SeedSequence.Derive(seed, round, $"{organization}", "missing")).NextDouble() < 0.3;
        static bool SecondHalf(long seed, int round, int organization) => organization >= 4;
        var (boston, wine) = (experiment("boston_housing"), experiment("wine"));
        return
        [
            Condition.AtMost("Boston, difference to all present", Math.Abs(Mean(boston.Missing("30 %", Sometimes)) - Mean(boston.Gal())), 0.3),
            Condition.AtMost("Wine, difference", Math.Abs(Mean(wine.Missing("30 %", Sometimes)) - Mean(wine.Gal())), 3),
            Condition.AtLeast("Boston, organizations 5-8 dead: worse by", Mean(boston.Missing("dead", SecondHalf)) - Mean(boston.Gal()), 0.5),
            Condition.AtLeast("Wine, dead: worse by", Mean(wine.Gal()) - Mean(wine.Missing("dead", SecondHalf)), 4),
        ];
    }

    private List<Condition> RateConditions()
    {
        var set = experiment("diabetes");
        var searched = Mean(set.Gal());
        return
        [
            Condition.Between("searched", searched, 41.5, 51.5),
            Condition.AtLeast("rate 1: worse by", Mean(set.Gal("\"rate\":\"fixed\"")) - searched, 12),
        ];
    }

    private List<Condition> Qsar()
    {
        var set = experiment("qsar_biodegradation");
        return
        [
            Condition.Between("GAL", Mean(set.Gal()), 81, 88),
            Condition.Between("Joint", Mean(set.Joint()), 83, 90),
            Condition.Between("Alone", Mean(set.Alone()), 67, 81),
        ];
    }
}
