using EventCollab.Learning.Metrics;

namespace EventCollab.Learning.Methods.Gal.Prediction;

/// <summary>
/// F(x) = F0 + sum_t rate_t sum_m w_m f_m(x) over the organizations that answered. Where some are missing, the present weights
/// of each round are scaled to sum 1 and the answer is flagged degraded; leaving a hole instead would shift every score.
/// No residual is ever computed for these rows: they have no labels.
/// </summary>
internal sealed class GalPredictCoordinator(CollaborationSetup setup, GalPredictOptions options, ILocalData data) : ICoordinator
{
    public const string RoundsName = "rounds";
    public const string WidthName = "width";
    public const string FitsName = "fits";
    public const string HeldName = "held";

    /// <summary>Scores, rows x K, in the final state.</summary>
    public const string PredictionName = "prediction";

    private readonly int _rows = data.EvaluationIds.Count;

    public TensorSet Start() =>
        throw new MethodException($"{GalPredictMethod.MethodName}: the final state of collaboration '{options.Collaboration}' ({options.State}) is not here.");

    public StepPlan Plan(TensorSet state, int round, int step, IReadOnlyList<string> members)
    {
        var trained = Trained(state);
        var rounds = ModelRounds(trained);
        return new StepPlan
        {
            Broadcast = new TensorSet(NamedTensor.Of(RoundsName, rounds, rounds.Length), NamedTensor.Of(WidthName, [trained.Width], 1)),
            Recipients = members,
            Quorum = Math.Min(options.Quorum, members.Count),
            Required = [setup.Sponsor!],
            Deadline = options.DeadlineSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Expected = [new TensorSpec(FitsName, ElementType.Float32, [rounds.Length, _rows, trained.Width]), new TensorSpec(HeldName, ElementType.Float32, [rounds.Length])],
        };
    }

    public CombinedStep Combine(TensorSet state, int round, int step, IReadOnlyList<Contribution> contributions, IReadOnlyList<string> missing)
    {
        var trained = Trained(state);
        var places = ModelRounds(trained).Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var answers = contributions.ToDictionary(contribution => contribution.Organization, contribution => contribution.Tensors, StringComparer.Ordinal);
        var scores = Enumerable.Range(0, _rows * trained.Width).Select(i => trained.Start[i % trained.Width]).ToArray();
        var shares = new double[setup.Organizations.Count];
        var masses = new List<double>();
        for (var t = 1; t <= trained.Rounds; t++)
        {
            if (trained.Rates[t - 1] != 0)
            {
                masses.Add(AddRound(trained, t, places, answers, scores, shares));
            }
        }

        return Conclude(round, trained, scores, shares, masses, contributions);
    }

    public void Dispose()
    {
        // Nothing is held between calls.
    }

    private static long[] ModelRounds(GalState trained)
    {
        var fresh = Enumerable.Range(1, trained.Rounds).Where(round => trained.Rates[round - 1] != 0).Select(round => (long)round);
        return [.. fresh.Concat(trained.CarriedRounds.Where(round => round > 0)).Distinct().Order()];
    }

    /// <summary>Adds a round's term and returns the share of its weights that was present.</summary>
    private double AddRound(
        GalState trained, int round, Dictionary<long, int> places, Dictionary<string, TensorSet> answers, double[] scores, double[] shares)
    {
        var terms = Terms(trained, round).ToList();
        var present = terms.Where(term => IsHeld(answers, term.Index, places[term.ModelRound])).ToList();
        var mass = present.Sum(term => term.Weight);
        if (mass <= 0)
        {
            return 0;
        }

        // Undivided where nothing is missing, so that a complete prediction has the very bits that training had.
        var scale = present.Count == terms.Count ? 1 : 1 / mass;
        var combined = new double[scores.Length];
        foreach (var (index, modelRound, weight) in present)
        {
            var fits = answers[setup.Organizations[index]][FitsName].Singles.Slice(places[modelRound] * scores.Length, scores.Length);
            for (var i = 0; i < combined.Length; i++)
            {
                combined[i] += weight * scale * fits[i];
            }

            shares[index] += weight * scale;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += trained.Rates[round - 1] * combined[i];
        }

        return present.Count == terms.Count ? 1 : mass;
    }

    /// <summary>Who counts in a round, with the model of which round, in the order of the training's sums.</summary>
    private static IEnumerable<(int Index, long ModelRound, double Weight)> Terms(GalState trained, int round)
    {
        for (var m = 0; m < trained.Organizations; m++)
        {
            var place = ((round - 1) * trained.Organizations) + m;
            if (trained.Weights[place] > 0)
            {
                yield return (m, round, trained.Weights[place]);
            }

            if (trained.CarriedWeights[place] > 0)
            {
                yield return (m, trained.CarriedRounds[place], trained.CarriedWeights[place]);
            }
        }
    }

    private bool IsHeld(Dictionary<string, TensorSet> answers, int index, int place) =>
        answers.TryGetValue(setup.Organizations[index], out var answer) && answer[HeldName].Singles[place] == 1;

    private CombinedStep Conclude(int round, GalState trained, double[] scores, double[] shares, List<double> masses, IReadOnlyList<Contribution> contributions)
    {
        var mass = masses.Count == 0 ? 1 : masses.Average();
        if (mass < options.MinimumWeight)
        {
            throw new MethodException($"{GalPredictMethod.MethodName}: the organizations that answered hold {mass:P1} of the weights; at least {options.MinimumWeight:P1} are needed.");
        }

        var (name, metric) = Metric(scores);
        var report = new StepReport
        {
            MetricName = name,
            Metric = metric,
            Rate = 1,
            Weights = [.. setup.Organizations.Index().Where(pair => contributions.Any(contribution => contribution.Organization == pair.Item)).Select(pair => (pair.Item, shares[pair.Index] / Math.Max(masses.Count, 1)))],
            Degraded = masses.Exists(share => share < 1),
        };
        var state = new TensorSet(NamedTensor.Of(PredictionName, scores, _rows, trained.Width), NamedTensor.Of("mass", [mass], 1));
        return new CombinedStep(state, StepOutcome.Completed, round + 1, 0, report);
    }

    /// <summary>Only where the rows do have targets, as in an evaluation.</summary>
    private (string Name, double Value) Metric(double[] scores) => data.Targets switch
    {
        null => (string.Empty, 0),
        var targets when targets.Evaluation.Length != _rows || _rows == 0 => (string.Empty, 0),
        { Classes: { } classes } targets => (Accuracy.Name, Accuracy.Of(targets.Evaluation, scores, classes)),
        var targets => (MeanAbsoluteDeviation.Name, MeanAbsoluteDeviation.Of(targets.Evaluation, scores)),
    };

    private GalState Trained(TensorSet state)
    {
        var trained = GalState.Read(state);
        return trained.Organizations == setup.Organizations.Count
            ? trained
            : throw new MethodException($"{GalPredictMethod.MethodName}: {setup.Organizations.Count} organizations cannot continue the training of {trained.Organizations}.");
    }
}
